// SPDX-License-Identifier: Apache-2.0
#include "mysql/types.h"

#include <charconv>

#include "base/text.h"

namespace millrace::mysql {
namespace {

// COLUMN_TYPE taken apart: "decimal(10,2) unsigned zerofill".
struct Spelling {
  std::string name;
  std::vector<uint64_t> arguments;
  bool is_unsigned = false;
  bool zerofill = false;

  uint64_t argument(size_t i, uint64_t otherwise) const {
    return i < arguments.size() ? arguments[i] : otherwise;
  }
};

// MariaDB adds remarks such as "/* mariadb-5.3 */" to some types.
std::string without_remarks(std::string_view s) {
  std::string out(s);
  for (size_t begin; (begin = out.find("/*")) != std::string::npos;) {
    size_t end = out.find("*/", begin);
    out.erase(begin, end == std::string::npos ? end : end + 2 - begin);
  }
  return trim(out);
}

Spelling take_apart(std::string_view column_type) {
  Spelling spelling;
  std::string s = to_lower(without_remarks(column_type));
  size_t end = s.find_first_of(" (");
  spelling.name = s.substr(0, end);
  size_t open = s.find('(');
  if (open != std::string::npos && open == spelling.name.size()) {
    size_t close = s.find(')', open);
    std::string inside = s.substr(open + 1, close - open - 1);
    for (const std::string& argument : split(inside, ',')) {
      const std::string part = trim(argument);
      uint64_t n = 0;
      std::from_chars(part.data(), part.data() + part.size(), n);
      spelling.arguments.push_back(n);
    }
    end = close;
  }
  std::string rest = end == std::string::npos ? "" : s.substr(end);
  spelling.is_unsigned = rest.find(" unsigned") != std::string::npos;
  spelling.zerofill = rest.find(" zerofill") != std::string::npos;
  return spelling;
}

struct Known {
  const char* name;
  TypeKind kind;
  uint64_t size;  // bits of an integer, most bytes of a text or blob
};

constexpr Known kKnown[] = {
    {"tinyint", TypeKind::kInteger, 8},
    {"smallint", TypeKind::kInteger, 16},
    {"mediumint", TypeKind::kInteger, 24},
    {"int", TypeKind::kInteger, 32},
    {"integer", TypeKind::kInteger, 32},
    {"bigint", TypeKind::kInteger, 64},
    {"bool", TypeKind::kInteger, 8},
    {"boolean", TypeKind::kInteger, 8},
    {"decimal", TypeKind::kDecimal, 0},
    {"numeric", TypeKind::kDecimal, 0},
    {"float", TypeKind::kFloat, 0},
    {"double", TypeKind::kDouble, 0},
    {"real", TypeKind::kDouble, 0},
    {"bit", TypeKind::kBit, 0},
    {"char", TypeKind::kChar, 0},
    {"nchar", TypeKind::kChar, 0},
    {"varchar", TypeKind::kVarchar, 0},
    {"nvarchar", TypeKind::kVarchar, 0},
    {"tinytext", TypeKind::kText, 255},
    {"text", TypeKind::kText, 65535},
    {"mediumtext", TypeKind::kText, 16777215},
    {"longtext", TypeKind::kText, 4294967295},
    {"binary", TypeKind::kBinary, 0},
    {"varbinary", TypeKind::kVarbinary, 0},
    {"tinyblob", TypeKind::kBlob, 255},
    {"blob", TypeKind::kBlob, 65535},
    {"mediumblob", TypeKind::kBlob, 16777215},
    {"longblob", TypeKind::kBlob, 4294967295},
    {"date", TypeKind::kDate, 0},
    {"time", TypeKind::kTime, 0},
    {"datetime", TypeKind::kDatetime, 0},
    {"timestamp", TypeKind::kTimestamp, 0},
    {"year", TypeKind::kYear, 0},
    {"enum", TypeKind::kEnum, 0},
    {"set", TypeKind::kSet, 0},
    {"json", TypeKind::kJson, 0},
    {"geometry", TypeKind::kGeometry, 0},
    {"point", TypeKind::kGeometry, 0},
    {"linestring", TypeKind::kGeometry, 0},
    {"polygon", TypeKind::kGeometry, 0},
    {"multipoint", TypeKind::kGeometry, 0},
    {"multilinestring", TypeKind::kGeometry, 0},
    {"multipolygon", TypeKind::kGeometry, 0},
    {"geometrycollection", TypeKind::kGeometry, 0},
    {"geomcollection", TypeKind::kGeometry, 0},
    {"vector", TypeKind::kVector, 0},
    {"uuid", TypeKind::kUuid, 0},
    {"inet4", TypeKind::kInet4, 0},
    {"inet6", TypeKind::kInet6, 0},
};

const Known* find_known(std::string_view name) {
  for (const Known& known : kKnown) {
    if (name == known.name) return &known;
  }
  return nullptr;
}

void fill_number(const Spelling& spelling, const Known& known, Type* type) {
  type->is_unsigned = spelling.is_unsigned;
  type->zerofill = spelling.zerofill;
  if (type->kind == TypeKind::kInteger) {
    type->bits = static_cast<int>(known.size);
    if (type->zerofill) type->length = spelling.argument(0, 0);
    type->tinyint1 = known.size == 8 && spelling.argument(0, 0) == 1 &&
                     !spelling.is_unsigned;
  }
  if (type->kind == TypeKind::kDecimal) {
    type->precision = static_cast<int>(spelling.argument(0, 10));
    type->scale = static_cast<int>(spelling.argument(1, 0));
  }
}

void fill_length(const Spelling& spelling, const Known& known, Type* type) {
  switch (type->kind) {
    case TypeKind::kBit:
    case TypeKind::kChar:
    case TypeKind::kBinary:
      type->length = spelling.argument(0, 1);
      break;
    case TypeKind::kVarchar:
    case TypeKind::kVarbinary:
    case TypeKind::kVector:
      type->length = spelling.argument(0, 0);
      break;
    case TypeKind::kText:
    case TypeKind::kBlob:
      type->length = known.size;
      break;
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      type->fsp = static_cast<int>(spelling.argument(0, 0));
      break;
    default:
      break;
  }
}

}  // namespace

bool parse_quoted(std::string_view sql, size_t* at, std::string* value) {
  size_t i = *at;
  if (i >= sql.size() || sql[i] != '\'') return false;
  value->clear();
  for (++i; i < sql.size(); ++i) {
    char c = sql[i];
    if (c == '\'') {
      if (i + 1 < sql.size() && sql[i + 1] == '\'') {
        ++i;
      } else {
        *at = i + 1;
        return true;
      }
    } else if (c == '\\' && i + 1 < sql.size()) {
      c = sql[++i];
      if (c == '0') c = '\0';
      if (c == 'n') c = '\n';
      if (c == 'r') c = '\r';
      if (c == 't') c = '\t';
      if (c == 'b') c = '\b';
      if (c == 'Z') c = '\x1a';
    }
    value->push_back(c);
  }
  return false;
}

std::vector<std::string> parse_labels(std::string_view column_type) {
  std::vector<std::string> labels;
  size_t at = column_type.find('(');
  if (at == std::string_view::npos) return {};
  do {
    ++at;
    std::string label;
    if (!parse_quoted(column_type, &at, &label)) return {};
    labels.push_back(std::move(label));
  } while (at < column_type.size() && column_type[at] == ',');
  if (at >= column_type.size() || column_type[at] != ')') return {};
  return labels;
}

Type parse_type(std::string_view column_type, std::string_view charset,
                std::string_view collation) {
  Type type;
  Spelling spelling = take_apart(column_type);
  const Known* known = find_known(spelling.name);
  if (known == nullptr) return type;
  type.kind = known->kind;
  fill_number(spelling, *known, &type);
  fill_length(spelling, *known, &type);
  if (type.kind == TypeKind::kEnum || type.kind == TypeKind::kSet) {
    type.labels = parse_labels(column_type);
    type.is_unsigned = type.zerofill = false;  // words inside a label
    if (type.labels.empty()) return {};
  }
  if (type.kind == TypeKind::kGeometry) type.subtype = spelling.name;
  if (is_character(type.kind)) {
    type.charset = charset;
    type.collation = collation;
  }
  return type;
}

}  // namespace millrace::mysql
