// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "report/columns.h"
#include "report/verify_view.h"

namespace millrace {
namespace {

std::string value_text(const std::optional<std::string>& value) {
  return value ? cat("'", shown(*value), "'") : std::string("NULL");
}

std::string sample_text(const DifferenceSample& sample) {
  std::vector<std::string> key;
  for (const auto& [column, value] : sample.key) {
    key.push_back(cat(shown(column), "=", value_text(value)));
  }
  std::string out =
      cat("      ", difference_name(sample.kind), " ", join(key, ", "), "\n");
  for (const ColumnDifference& c : sample.columns) {
    append_to(out, "        ", shown(c.column), ": source ",
              value_text(c.source), ", target ", value_text(c.target), "\n");
  }
  return out;
}

std::string status_word(const VerifyTable& table) {
  if (!table.error.empty()) return "error";
  if (table.absent) return "absent";
  return table.equal() ? "equal" : "different";
}

std::string details_text(const VerifyTable& table, const Paint& paint) {
  std::string out;
  if (table.error.empty() && table.samples.empty() && table.unsettled == 0 &&
      !table.absent) {
    return out;
  }
  append_to(out, "\n  ", paint.bold(shown(table.target.str())), "\n");
  if (!table.error.empty()) {
    append_to(out, "      ", paint.red("error: "), shown(table.error), "\n");
  }
  if (table.absent) {
    out += "      the target has no such table; `millrace apply` makes it\n";
  }
  for (const DifferenceSample& s : table.samples) out += sample_text(s);
  const uint64_t all = table.missing + table.extra + table.different;
  if (all > table.samples.size() && !table.samples.empty()) {
    append_to(out, "      ... and ", grouped(all - table.samples.size()),
              " more\n");
  }
  if (table.unsettled > 0) {
    append_to(out, "      ", grouped(table.unsettled),
              " rows kept changing while they were looked at; nothing is "
              "said about them\n");
  }
  return out;
}

std::string verdict(const VerifyResult& result, const Paint& paint) {
  size_t different = 0;
  size_t failed = 0;
  for (const VerifyTable& table : result.tables) {
    if (!table.error.empty()) {
      ++failed;
    } else if (!table.equal()) {
      ++different;
    }
  }
  if (failed + different == 0) {
    return cat(paint.green("Equal."), " ", result.tables.size(),
               result.tables.size() == 1 ? " table" : " tables",
               " compared value by value.\n");
  }
  return cat(paint.red("Not equal."), " Of ", result.tables.size(), " tables ",
             different, " differ and ", failed, " could not be compared.\n");
}

}  // namespace

std::string verify_text(const VerifyResult& result, const Paint& paint) {
  std::vector<std::vector<std::string>> lines{{"table", "source rows",
                                               "target rows", "missing",
                                               "extra", "different", "status"}};
  for (const VerifyTable& t : result.tables) {
    lines.push_back({shown(t.target.str()), grouped(t.rows_source),
                     grouped(t.rows_target), grouped(t.missing),
                     grouped(t.extra), grouped(t.different), status_word(t)});
  }
  std::string out = columns_text(lines, 2);
  for (const VerifyTable& t : result.tables) out += details_text(t, paint);
  append_to(out, "\n", verdict(result, paint));
  return out;
}

}  // namespace millrace
