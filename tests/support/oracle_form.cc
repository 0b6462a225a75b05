// SPDX-License-Identifier: Apache-2.0
#include "support/oracle_form.h"

#include <stdio.h>
#include <stdlib.h>

#include <set>

#include "support/client.h"
#include "support/json_form.h"

namespace millrace::test {
namespace {

bool starts_with(const std::string& text, const std::string& head) {
  return text.compare(0, head.size(), head) == 0;
}

// Text or bytes of the source as hexadecimal digits. A result that the
// server cut for its length must not pass for NULL.
std::string source_hex(const std::string& value, const std::string& column) {
  return "IFNULL(HEX(" + value + "),IF(" + column + " IS NULL,'~','CUT'))";
}

std::string source_text(const std::string& value, const std::string& column) {
  return source_hex("CONVERT(" + value + " USING utf8mb4)", column);
}

std::string target_text(const std::string& value) {
  return "coalesce(upper(encode(convert_to(" + value + ",'UTF8'),'hex')),'~')";
}

std::string target_bytes(const std::string& column) {
  return "coalesce(upper(encode(" + column + ",'hex')),'~')";
}

OracleForm binary_form(const std::string& s, const std::string& t) {
  return {source_hex(s, s), target_bytes(t), Canonical::kAsIs};
}

// Microseconds, so that a time of day and an interval agree.
OracleForm time_form(const std::string& s, const std::string& t) {
  const std::string micros = "IF(" + s + "<CAST('00:00:00' AS TIME),-1,1)*((" +
                             "HOUR(" + s + ")*3600+MINUTE(" + s +
                             ")*60+SECOND(" + s + "))*1000000+MICROSECOND(" +
                             s + "))";
  return {source_text("CAST(" + micros + " AS CHAR)", s),
          target_text("((extract(epoch from " + t +
                      ")*1000000)::numeric(30,0))::text"),
          Canonical::kAsIs};
}

OracleForm moment_form(const std::string& type, const std::string& s,
                       const std::string& t) {
  if (type == "date")
    return {source_text("DATE_FORMAT(" + s + ",'%Y-%m-%d')", s),
            target_text("to_char(" + t + ",'YYYY-MM-DD')"), Canonical::kAsIs};
  const std::string there =
      type == "timestamp" ? "(" + t + " at time zone 'UTC')" : t;
  return {source_text("DATE_FORMAT(" + s + ",'%Y-%m-%d %H:%i:%s.%f')", s),
          target_text("to_char(" + there + ",'YYYY-MM-DD HH24:MI:SS.US')"),
          Canonical::kAsIs};
}

OracleForm bit_form(const OracleColumn& column, const std::string& s,
                    const std::string& t) {
  const int bits = atoi(column.column_type.c_str() + 4);  // "bit(12)"
  const std::string digits =
      "LPAD(BIN(" + s + "+0)," + std::to_string(bits ? bits : 1) + ",'0')";
  return {source_text(digits, s), target_text(t + "::text"), Canonical::kAsIs};
}

OracleForm number_form(const OracleColumn& column, const std::string& s,
                       const std::string& t) {
  // Adding zero takes the leading zeros of ZEROFILL away.
  const bool padded =
      column.column_type.find("zerofill") != std::string::npos ||
      column.data_type == "year";
  const std::string value = padded ? s + "+0" : s;
  const std::string there =
      column.target_type == "boolean" ? t + "::int::text" : t + "::text";
  return {source_text("CAST(" + value + " AS CHAR)", s), target_text(there),
          Canonical::kAsIs};
}

// As a number and not as text: MySQL cuts the text of an expression to 22
// characters, which is one digit short for some.
OracleForm float_form(const std::string& s, const std::string& t) {
  return {s + "+0e0", "coalesce(" + t + "::float8::text,'NULL')",
          Canonical::kNumber};
}

}  // namespace

OracleForm oracle_form(const OracleColumn& column) {
  static const std::set<std::string> kNumbers = {
      "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year"};
  static const std::set<std::string> kBytes = {
      "binary",         "varbinary",
      "tinyblob",       "blob",
      "mediumblob",     "longblob",
      "geometry",       "point",
      "linestring",     "polygon",
      "multipoint",     "multilinestring",
      "multipolygon",   "geometrycollection",
      "geomcollection", "vector"};
  const std::string& type = column.data_type;
  const std::string s = quote_source(column.name);
  const std::string t = quote_target(column.name);
  if (kNumbers.count(type)) return number_form(column, s, t);
  if (kBytes.count(type)) return binary_form(s, t);
  if (type == "float" || type == "double") return float_form(s, t);
  if (type == "bit") return bit_form(column, s, t);
  if (type == "time") return time_form(s, t);
  if (type == "date" || type == "datetime" || type == "timestamp")
    return moment_form(type, s, t);
  const bool address = starts_with(column.target_type, "inet");
  return {
      source_text(type == "json" || starts_with(type, "inet") || type == "uuid"
                      ? "CAST(" + s + " AS CHAR)"
                      : s,
                  s),
      target_text(address ? "host(" + t + ")" : t + "::text"),
      type == "json" ? Canonical::kJson : Canonical::kAsIs};
}

std::string canonical_text(Canonical canonical, const std::string& text) {
  if (canonical == Canonical::kJson) return json_form(text);
  if (canonical != Canonical::kNumber) return text;
  char exact[64];
  snprintf(exact, sizeof exact, "%a", strtod(text.c_str(), nullptr));
  return exact;
}

}  // namespace millrace::test
