// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

struct Helper {
  std::string table;        // the one that is being changed
  bool in_progress = true;  // else what is left over
  const char* tool = "gh-ost";
};

// The names that the two tools give: _orders_gho, _orders_ghc (while they
// work), _orders_del, _orders_old (afterwards), _orders_new, also with
// further underscores in front.
std::optional<Helper> helper_of(const std::string& name) {
  struct Ending {
    const char* text;
    bool in_progress;
    const char* tool;
  };
  static constexpr Ending kEndings[] = {
      {"_gho", true, "gh-ost"},
      {"_ghc", true, "gh-ost"},
      {"_del", false, "gh-ost"},
      {"_new", true, "pt-online-schema-change"},
      {"_old", false, "pt-online-schema-change"}};
  if (name.empty() || name[0] != '_') return std::nullopt;
  for (const Ending& ending : kEndings) {
    if (!name.ends_with(ending.text)) continue;
    std::string table = name.substr(0, name.size() - 4);
    table.erase(0, table.find_first_not_of('_'));
    if (table.empty()) return std::nullopt;
    return Helper{std::move(table), ending.in_progress, ending.tool};
  }
  return std::nullopt;
}

const Route* route_of(const PrecheckInput& input, const std::string& source,
                      const QualifiedName& table) {
  for (const Route& route : input.resolution.routes) {
    if (route.id.source == source && route.id.from == table) return &route;
  }
  return nullptr;
}

void check_table(const PrecheckInput& input, const std::string& source,
                 const Catalog& catalog, const Table& table,
                 Findings* findings) {
  const std::optional<Helper> helper = helper_of(table.name.table);
  if (!helper) return;
  const QualifiedName of{table.name.schema, helper->table};
  if (catalog.table(of) == nullptr) return;
  const std::string name = table.name.str();
  if (const Route* own = route_of(input, source, table.name)) {
    findings->push_back(warning_finding(
        "P178", object_of(*own),
        cat(name, " looks like a helper table of ", helper->tool, " for ",
            of.str(), " and is selected; it will be dropped or renamed"),
        cat("\"exclude\": [\"", name, "\"]")));
  }
  const Route* changed = route_of(input, source, of);
  if (changed == nullptr || !helper->in_progress) return;
  if (!changed->sync.streams()) return;
  findings->push_back(warning_finding(
      "P178", object_of(*changed),
      cat(of.str(), " seems to be changed by ", helper->tool,
          " just now; the stream meets the change when the tables are "
          "swapped"),
      cat("begin the run when the change is through; DROP TABLE ", name,
          " if it was given up"),
      cat("the table ", name, " is there")));
}

}  // namespace

void check_online_changes(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    for (const Table& table : source.catalog.tables) {
      check_table(input, name, source.catalog, table, findings);
    }
  }
}

}  // namespace millrace
