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

Status scan_table(Session& session, const ScanRequest& request,
                  std::vector<ScanAnswer>* answers) {
  if (request.checks.empty()) return {};
  auto rows = session.query(scan_query(request),
                            cat("cannot scan ", request.table.str()));
  if (!rows.ok()) return rows.status();
  if (!rows->next()) return {};
  for (size_t i = 0; i < request.checks.size(); ++i) {
    ScanAnswer answer;
    answer.count = rows->number(1 + 2 * i);
    if (answer.count == 0) continue;
    answer.table = request.table;
    answer.column = request.checks[i].column;
    answer.kind = request.checks[i].kind;
    answer.rows_seen = rows->number(0);
    answer.sample_key = rows->str(2 + 2 * i);
    answers->push_back(std::move(answer));
  }
  return {};
}

}  // namespace

std::string scan_condition(ScanKind kind, std::string_view column) {
  std::string c = quote_identifier(column);
  switch (kind) {
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
  }
  return "FALSE";
}

std::string scan_query(const ScanRequest& request) {
  std::string select = "SELECT COUNT(*)";
  std::set<std::string> columns(request.key.begin(), request.key.end());
  for (const ScanCheck& check : request.checks) {
    std::string condition = scan_condition(check.kind, check.column);
    append_to(select, ",COUNT(CASE WHEN ", condition, " THEN 1 END),",
              sample_expression(request.key, condition));
    columns.insert(check.column);
  }
  append_to(select, " FROM ");
  if (request.row_limit == 0) return select + quote_table(request.table);
  std::vector<std::string> names;
  for (const std::string& name : columns) {
    names.push_back(quote_identifier(name));
  }
  return cat(select, "(SELECT ", join(names, ","), " FROM ",
             quote_table(request.table), " LIMIT ", request.row_limit,
             ") AS some_rows");
}

Result<std::vector<ScanAnswer>> scan_tables(
    Session& session, const std::vector<ScanRequest>& requests) {
  std::vector<ScanAnswer> answers;
  for (const ScanRequest& request : requests) {
    MR_RETURN_IF_ERROR(scan_table(session, request, &answers));
  }
  return answers;
}

}  // namespace millrace::mysql
