// SPDX-License-Identifier: Apache-2.0
#include "mysql/content_reader.h"

#include <algorithm>

#include "base/text.h"
#include "engine/canonical.h"

namespace millrace::mysql {
namespace {

constexpr size_t kKeysPerQuery = 500;

std::string as_printed(std::string_view printed) {
  return std::string(printed);
}

std::string as_hex(std::string_view printed) { return hex(printed); }

std::string as_lower(std::string_view printed) { return to_lower(printed); }

// "12:00:00.5" -> "12:00:00.500000".
std::string with_micros(std::string_view printed) {
  std::string out(printed);
  size_t point = out.find('.');
  if (point == std::string::npos) {
    point = out.size();
    out.push_back('.');
  }
  out.resize(point + 7, '0');
  return out;
}

bool found_by_literal(TypeKind kind) {
  switch (kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kYear:
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
    case TypeKind::kUuid:
      return true;
    default:
      return false;
  }
}

using Keys = std::vector<std::vector<std::string>>;

// "(`a`=1 AND `b`='x') OR (…)"; "" when no column of the key helps.
std::string key_condition(const ContentRequest& request, Keys::const_iterator i,
                          Keys::const_iterator end) {
  std::vector<std::string> rows;
  for (; i != end; ++i) {
    std::vector<std::string> parts;
    for (size_t k = 0; k < request.key.size(); ++k) {
      const ContentColumn& column = request.columns[request.key[k]];
      std::string literal = canonical_literal(column, (*i)[k]);
      if (literal.empty()) continue;
      parts.push_back(cat(quote_identifier(column.name), "=", literal));
    }
    if (parts.empty()) return "";
    rows.push_back(cat("(", join(parts, " AND "), ")"));
  }
  return cat("(", join(rows, " OR "), ")");
}

std::string equals_condition(const ContentRequest& request) {
  if (request.equals_column.empty()) return "";
  // As bytes: a collation would take 'A' for 'a'.
  return cat("CAST(CONVERT(", quote_identifier(request.equals_column),
             " USING utf8mb4) AS BINARY)=", quote_bytes(request.equals_value));
}

std::string where_of(const std::string& a, const std::string& b) {
  if (a.empty() && b.empty()) return "";
  if (a.empty() || b.empty()) return " WHERE " + a + b;
  return cat(" WHERE ", a, " AND ", b);
}

// Collations and rounding may have found more rows than were asked for.
bool is_wanted(const ContentRequest& request, const Keys& sorted,
               const std::vector<std::string>& texts,
               const std::vector<Cell>& cells) {
  if (sorted.empty()) return true;
  std::vector<std::string> key;
  for (size_t position : request.key) {
    if (cells[position].is_null()) return false;
    key.push_back(texts[position]);
  }
  return std::binary_search(sorted.begin(), sorted.end(), key);
}

}  // namespace

PrintedColumn printed_column(const ContentColumn& column) {
  std::string name = quote_identifier(column.name);
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kYear:
      return {cat("CAST(", name, " AS CHAR)"), canonical_number};
    case TypeKind::kFloat:
      return {name + "*1E0", canonical_float};
    case TypeKind::kDouble:  // a CAST to CHAR would cut digits off
      return {name + "*1E0", canonical_double};
    case TypeKind::kBit:
      return {cat("LPAD(BIN(", name, "),", column.type.length, ",'0')"),
              as_printed};
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
    case TypeKind::kGeometry:
    case TypeKind::kVector:
      return {name, as_hex};
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return {cat("CAST(", name, " AS CHAR)"), with_micros};
    case TypeKind::kDate:
    case TypeKind::kBoolean:
      return {cat("CAST(", name, " AS CHAR)"), as_printed};
    case TypeKind::kJson:
      return {name, canonical_json};
    case TypeKind::kUuid:
      return {cat("CAST(", name, " AS CHAR)"), as_lower};
    case TypeKind::kInet4:
    case TypeKind::kInet6:
      return {cat("CAST(", name, " AS CHAR)"), canonical_inet};
    default:
      break;
  }
  return {cat("CONVERT(", name, " USING utf8mb4)"), as_printed};
}

std::string canonical_literal(const ContentColumn& column,
                              std::string_view canonical) {
  if (!found_by_literal(column.type.kind)) return "";
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kYear:
      return std::string(canonical);
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
      return cat("x'", canonical, "'");
    default:
      return quote_literal(canonical);
  }
}

Result<std::unique_ptr<ContentReader>> MysqlContentReader::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.may_take_long = true;
  auto session = Session::open(endpoint, options);
  if (!session.ok()) return session.status();
  return std::unique_ptr<ContentReader>(
      std::make_unique<MysqlContentReader>(std::move(session).value()));
}

Result<std::unique_ptr<ContentReader>> MysqlContentReader::open_target(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.target = options.may_take_long = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<ContentReader>(
      std::make_unique<MysqlContentReader>(std::move(session)));
}

MysqlContentReader::MysqlContentReader(std::unique_ptr<Session> session)
    : session_(std::move(session)) {}

Status MysqlContentReader::read(const ContentRequest& request,
                                ContentSink& sink) {
  std::string equals = equals_condition(request);
  if (request.keys.empty()) {
    return read_where(request, where_of(equals, ""), sink);
  }
  for (size_t i = 0; i < request.keys.size(); i += kKeysPerQuery) {
    auto begin = request.keys.begin() + static_cast<std::ptrdiff_t>(i);
    auto end =
        request.keys.begin() + static_cast<std::ptrdiff_t>(std::min(
                                   i + kKeysPerQuery, request.keys.size()));
    ContentRequest part = request;
    part.keys.assign(begin, end);
    std::string keys = key_condition(request, begin, end);
    MR_RETURN_IF_ERROR(read_where(part, where_of(keys, equals), sink));
  }
  return {};
}

Status MysqlContentReader::read_where(const ContentRequest& request,
                                      const std::string& where,
                                      ContentSink& sink) {
  std::vector<PrintedColumn> columns;
  std::vector<std::string> expressions;
  for (const ContentColumn& column : request.columns) {
    columns.push_back(printed_column(column));
    expressions.push_back(columns.back().expression);
  }
  Keys sorted = request.keys;
  std::sort(sorted.begin(), sorted.end());
  std::string doing = cat("cannot read ", request.table.str(), " to verify it");
  auto rows = session_->stream(cat("SELECT ", join(expressions, ","), " FROM ",
                                   quote_table(request.table), where),
                               doing);
  if (!rows.ok()) return rows.status();
  std::vector<std::string> texts(columns.size());
  std::vector<Cell> cells(columns.size());
  while (rows->next()) {
    for (size_t i = 0; i < columns.size(); ++i) {
      cells[i] = Cell::null();
      if (rows->is_null(i)) continue;
      texts[i] = columns[i].canonical(rows->text(i));
      cells[i] = Cell::of(texts[i]);
    }
    if (!is_wanted(request, sorted, texts, cells)) continue;
    MR_RETURN_IF_ERROR(sink.row(cells));
  }
  return rows->error() == 0 ? Status() : session_->last_error(doing);
}

}  // namespace millrace::mysql
