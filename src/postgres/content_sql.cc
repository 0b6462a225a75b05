// SPDX-License-Identifier: Apache-2.0
#include "postgres/content_sql.h"

#include <charconv>

#include "base/text.h"
#include "engine/canonical.h"
#include "postgres/identifiers.h"
#include "postgres/types.h"

namespace millrace {
namespace {

std::string as_printed(std::string_view text) { return std::string(text); }

std::string two(int64_t n) { return n < 10 ? cat("0", n) : cat(n); }

// Whole microseconds -> [-]HH:MM:SS.ffffff.
std::string time_from_micros(std::string_view text) {
  int64_t micros = 0;
  std::from_chars(text.data(), text.data() + text.size(), micros);
  bool negative = micros < 0;
  if (negative) micros = -micros;
  int64_t seconds = micros / 1000000;
  std::string fraction = cat(micros % 1000000);
  fraction.insert(0, 6 - fraction.size(), '0');
  return cat(negative ? "-" : "", two(seconds / 3600), ":",
             two(seconds / 60 % 60), ":", two(seconds % 60), ".", fraction);
}

// A date kept as a timestamp ends in midnight.
std::string date_alone(std::string_view text) {
  static constexpr std::string_view kMidnight = " 00:00:00.000000";
  if (text.ends_with(kMidnight)) text.remove_suffix(kMidnight.size());
  return std::string(text);
}

// A time kept as text has the source's number of digits.
std::string with_six_digits(std::string_view text) {
  size_t point = text.find('.');
  size_t digits = point == text.npos ? 0 : text.size() - point - 1;
  std::string out = cat(text, point == text.npos ? "." : "");
  return out.append(digits < 6 ? 6 - digits : 0, '0');
}

std::string without_dashes(std::string_view text) {
  return replace_all(text, "-", "");
}

// Bits kept as a number are printed as bits again.
std::string print_bits(const std::string& name, const ContentColumn& column) {
  return cat(name, "::bigint::bit(", column.type.length, ")::text");
}

// What the server is to print for column `name` of type `native`.
std::string print_sql(const std::string& name, const NativeType& native) {
  if (native.is("bytea")) return cat("encode(", name, ", 'hex')");
  if (native.is("boolean")) {
    return cat("CASE ", name, " WHEN true THEN '1' WHEN false THEN '0' END");
  }
  // to_char hides what is no calendar day; the plain text does not.
  if (native.is("timestamp without time zone")) {
    return cat("CASE WHEN isfinite(", name, ") AND ", name,
               " >= '0001-01-01' THEN to_char(", name,
               ", 'YYYY-MM-DD HH24:MI:SS.US') ELSE ", name, "::text END");
  }
  if (native.is("timestamp with time zone")) {
    std::string utc = cat("(", name, " AT TIME ZONE 'UTC')");
    return cat("CASE WHEN isfinite(", utc, ") AND ", utc,
               " >= '0001-01-01' THEN to_char(", utc,
               ", 'YYYY-MM-DD HH24:MI:SS.US') ELSE ", utc, "::text END");
  }
  if (native.is("interval") || native.is("time without time zone")) {
    return cat("(extract(epoch FROM ", name, ") * 1000000)::bigint::text");
  }
  if (native.is("inet")) return cat("host(", name, ")");
  // As they are: how they are printed is a setting of the session, of which
  // the segments of a cluster, where a cast would run, may not have heard.
  if (native.is("real") || native.is("double precision") || native.is("date")) {
    return name;
  }
  return name + "::text";
}

// From canonical text `key` back to a value of the column.
std::string key_value_sql(const std::string& key, const NativeType& native) {
  if (native.is("bytea")) return cat("decode(", key, ", 'hex')");
  return cat(key, "::", native.element());
}

// JOIN unnest($1::text[], …) AS k(k0, …) on the key columns.
std::string keys_join(const ContentRequest& request, bool several_arrays,
                      Session::Params* params) {
  std::string arrays;
  std::string selected;
  std::string aliases;
  std::string match;
  for (size_t i = 0; i < request.key.size(); ++i) {
    const ContentColumn& column = request.columns[request.key[i]];
    std::string array = "{";
    for (const std::vector<std::string>& key : request.keys) {
      std::string quoted = replace_all(key[i], "\\", "\\\\");
      append_to(array, array.size() == 1 ? "\"" : ",\"",
                replace_all(quoted, "\"", "\\\""), "\"");
    }
    params->push_back(array + "}");
    const char* comma = i == 0 ? "" : ", ";
    append_to(arrays, comma, "$", params->size(), "::text[]");
    append_to(aliases, comma, "k", i);
    append_to(selected, comma, "unnest($", params->size(), "::text[]) AS k", i);
    append_to(match, i == 0 ? "" : " AND ", "t.", quote_name(column.name),
              " = ", key_value_sql(cat("k.k", i), parse_native(column.native)));
  }
  if (!several_arrays) {
    return cat(" JOIN (SELECT ", selected, ") AS k ON ", match);
  }
  return cat(" JOIN unnest(", arrays, ") AS k(", aliases, ") ON ", match);
}

}  // namespace

CanonicalForm canonical_form(const ContentColumn& column) {
  NativeType native = parse_native(column.native);
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kYear:
      return canonical_number;
    case TypeKind::kFloat:
      return canonical_float;
    case TypeKind::kDouble:
      return canonical_double;
    case TypeKind::kJson:
      return canonical_json;
    case TypeKind::kInet4:
    case TypeKind::kInet6:
      return canonical_inet;
    case TypeKind::kDate:
      return date_alone;
    case TypeKind::kTime:
      return native.is_text() ? with_six_digits : time_from_micros;
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return native.is_text() ? with_six_digits : as_printed;
    default:
      break;
  }
  bool bytes_as_uuid = is_binary(column.type.kind) && native.is("uuid");
  return bytes_as_uuid ? without_dashes : as_printed;
}

ContentQuery content_query(const ContentRequest& request, bool several_arrays) {
  ContentQuery query;
  query.sql = "SELECT ";
  for (size_t i = 0; i < request.columns.size(); ++i) {
    const ContentColumn& column = request.columns[i];
    NativeType native = parse_native(column.native);
    std::string name = "t." + quote_name(column.name);
    bool bits = column.type.kind == TypeKind::kBit && native.is_integer();
    append_to(query.sql, i == 0 ? "" : ", ",
              bits ? print_bits(name, column) : print_sql(name, native));
  }
  append_to(query.sql, " FROM ", quote_name(request.table), " AS t");
  if (!request.keys.empty())
    query.sql += keys_join(request, several_arrays, &query.params);
  if (!request.equals_column.empty()) {
    query.params.push_back(request.equals_value);
    append_to(query.sql, " WHERE t.", quote_name(request.equals_column),
              "::text = $", query.params.size());
  }
  return query;
}

}  // namespace millrace
