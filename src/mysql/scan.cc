// SPDX-License-Identifier: Apache-2.0
#include "mysql/scan.h"

#include <set>

#include "base/text.h"

namespace millrace::mysql {
namespace {

// Everything that the calendar does not have: a part that is 0, or a day
// past the month's last (ALLOW_INVALID_DATES lets 31 February in). Told by
// the parts, for the server's own date functions give up on such values.
std::string zero_date_condition(const std::string& c) {
  std::string year = cat("YEAR(", c, ")");
  std::string month = cat("MONTH(", c, ")");
  std::string day = cat("DAYOFMONTH(", c, ")");
  std::string february = cat("IF((", year, "%4=0 AND ", year, "%100<>0) OR ",
                             year, "%400=0,29,28)");
  return cat("(", c, " IS NOT NULL AND (", year, "=0 OR ", month, "=0 OR ", day,
             "=0 OR ", day, ">ELT(", month, ",31,", february,
             ",31,30,31,30,31,31,30,31,30,31)))");
}

// "id=77, kind=a", of the row with the least of these.
std::string sample_expression(const std::vector<std::string>& key,
                              const std::string& condition) {
  if (key.empty()) return "''";
  std::vector<std::string> parts;
  for (const std::string& name : key) {
    parts.push_back(cat("CONCAT(", quote_literal(name + "="), ",",
                        quote_identifier(name), ")"));
  }
  return cat("MIN(CASE WHEN ", condition, " THEN CONCAT_WS(', ',",
             join(parts, ","), ") END)");
}

// Bytes that are no text. Told by what becomes of them in a conversion:
// utf8 that is read as utf8 comes back as it was or is none; in others a
// character without a counterpart becomes a question mark more.
std::string invalid_text_condition(const std::string& c,
                                   const std::string& charset) {
  const std::string bytes = cat("CAST(", c, " AS BINARY)");
  if (charset.starts_with("utf8")) {
    const std::string again = cat("CONVERT(", bytes, " USING ", charset, ")");
    return cat("(", c, " IS NOT NULL AND (", again, " IS NULL OR CAST(", again,
               " AS BINARY)<>", bytes, "))");
  }
  if (charset == "ascii") {
    return cat("(LENGTH(CONVERT(CONVERT(", bytes,
               " USING latin1) USING utf8mb4))<>LENGTH(", c, "))");
  }
  const auto marks = [](const std::string& text) {
    return cat("CHAR_LENGTH(", text, ")-CHAR_LENGTH(REPLACE(", text,
               ",'?',''))");
  };
  return cat("(", marks(cat("CONVERT(", c, " USING utf8mb4)")), ">", marks(c),
             ")");
}

// Old rows and new ones are not alike; a sample of a large table takes both.
bool has_two_ends(const ScanRequest& request) {
  return request.definition != nullptr && !request.key.empty() &&
         request.definition->rows_estimate > 2 * request.row_limit;
}

}  // namespace

std::string scan_condition(const ScanCheck& check) {
  std::string c = quote_identifier(check.column);
  switch (check.kind) {
    case ScanKind::kZeroDate:
      return zero_date_condition(c);
    case ScanKind::kNulByte:
      // As bytes: some collations take no notice of NUL at all.
      return cat("(LOCATE(x'00',CAST(CONVERT(", c,
                 " USING utf8mb4) AS BINARY))>0)");
    case ScanKind::kTimeOfDay:
      return cat("(", c, "<CAST('00:00:00' AS TIME) OR ", c,
                 ">=CAST('24:00:00' AS TIME))");
    case ScanKind::kNotBoolean:
      return cat("(", c, " NOT IN (0,1))");
    case ScanKind::kInvalidJson:
      return cat("(", c, " IS NOT NULL AND NOT JSON_VALID(", c, "))");
    case ScanKind::kInvalidText:
      return invalid_text_condition(c, check.charset);
    case ScanKind::kOutOfRange:
      return cat("(", c, "<", check.least, " OR ", c, ">", check.greatest, ")");
    case ScanKind::kTooLong:
      return cat("(CHAR_LENGTH(", c, ")>", check.limit, ")");
    case ScanKind::kTrailingBlank:
      return cat("(", c, " LIKE '% ')");
    case ScanKind::kTooLarge:
      return cat("(LENGTH(", c, ")>", check.limit, ")");
  }
  return "FALSE";
}

std::string scan_query(const ScanRequest& request, const std::string& where) {
  std::string select = "SELECT COUNT(*)";
  std::set<std::string> columns(request.key.begin(), request.key.end());
  for (const ScanCheck& check : request.checks) {
    std::string condition = scan_condition(check);
    append_to(select, ",COUNT(CASE WHEN ", condition, " THEN 1 END),",
              sample_expression(request.key, condition));
    columns.insert(check.column);
  }
  append_to(select, " FROM ");
  const std::string table = quote_table(request.table);
  if (request.row_limit == 0) return cat(select, table, where);
  std::vector<std::string> names;
  for (const std::string& name : columns) {
    names.push_back(quote_identifier(name));
  }
  const std::string rows = cat("SELECT ", join(names, ","), " FROM ", table);
  if (!has_two_ends(request)) {
    return cat(select, "(", rows, " LIMIT ", request.row_limit,
               ") AS some_rows");
  }
  std::vector<std::string> up;
  std::vector<std::string> down;
  for (const std::string& name : request.key) {
    up.push_back(quote_identifier(name));
    down.push_back(quote_identifier(name) + " DESC");
  }
  const uint64_t half = request.row_limit / 2;
  return cat(select, "((", rows, " ORDER BY ", join(up, ","), " LIMIT ", half,
             ") UNION ALL (", rows, " ORDER BY ", join(down, ","), " LIMIT ",
             half, ")) AS some_rows");
}

}  // namespace millrace::mysql
