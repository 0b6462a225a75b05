// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

std::string unique_hint(const Table& table) {
  for (const Index& index : table.indexes) {
    if (!index.unique) continue;
    for (const IndexColumn& column : index.columns) {
      const Column* c = table.column(column.name);
      if (c != nullptr && c->nullable) {
        return cat("; or make column ", c->name, " of unique index ",
                   index.name, " NOT NULL");
      }
    }
  }
  return "";
}

// A name that the table does not have, whatever the case of its letters.
std::string free_name(const Table& table) {
  for (size_t n = 0;; ++n) {
    const std::string name = n == 0   ? "id"
                             : n == 1 ? "row_id"
                                      : cat("row_id", n);
    if (std::none_of(
            table.columns.begin(), table.columns.end(),
            [&](const Column& column) { return iequals(column.name, name); })) {
      return name;
    }
  }
}

// The rest of an ALTER TABLE. No table has two columns that count.
std::string new_key(const Table& table) {
  for (const Column& column : table.columns) {
    if (column.auto_increment) {
      return cat(" ADD PRIMARY KEY (", backquoted(column.name), ")");
    }
  }
  return cat(" ADD COLUMN ", free_name(table),
             " BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY");
}

void check_missing(const Route& route, Findings* findings) {
  if (!route.target_key.empty() || !route.source_key.empty()) return;
  const std::string name = route.id.from.str();
  if (route.sync.streams()) {
    findings->push_back(error_finding(
        "P130", object_of(route),
        cat(name,
            " has no primary key and no unique key of NOT NULL "
            "columns, so its rows cannot be told apart in the stream"),
        cat("ALTER TABLE ", backquoted(route.id.from.schema), ".",
            backquoted(route.id.from.table), new_key(route.source_table),
            unique_hint(route.source_table),
            "; or name a \"primary_key\" in a mapping; or copy it without "
            "stream: \"sync\": {\"stream\": []}")));
    return;
  }
  findings->push_back(info_finding(
      "P130", object_of(route),
      cat(name,
          " has no key: it is copied in one piece, and an interrupted "
          "copy of it begins anew")));
}

bool covers_source_key(const Route& route) {
  if (route.source_key.empty()) return false;
  return std::all_of(
      route.source_key.begin(), route.source_key.end(), [&](size_t column) {
        return std::any_of(
            route.target_key.begin(), route.target_key.end(),
            [&](size_t at) { return route.columns[at].source == column; });
      });
}

void check_written(const Route& route, Findings* findings) {
  if (route.mapping == nullptr || route.mapping->primary_key.empty()) return;
  if (covers_source_key(route)) return;
  findings->push_back(warning_finding(
      "P147", object_of(route),
      cat("the \"primary_key\" of the mapping does not hold the key of ",
          route.id.from.str(),
          ", so nothing on the source says that it is unique"),
      "take the source's key columns into it, unless you know better"));
}

}  // namespace

void check_keys(const PrecheckInput& input, Findings* findings) {
  std::map<QualifiedName, std::vector<const Route*>> by_target;
  for (const Route& route : input.resolution.routes) {
    check_missing(route, findings);
    check_written(route, findings);
    by_target[route.id.to].push_back(&route);
  }
  for (const auto& [target, routes] : by_target) {
    if (routes.size() < 2 || routes[0]->target_key.empty()) continue;
    if (keys_told_apart(routes)) continue;
    findings->push_back(warning_finding(
        "P147", target_object(target),
        cat(routes.size(), " source tables meet in ", target.str(),
            "; where two of them hold the same key, one row would replace "
            "the other"),
        "unless keys are unique across them, add a column that tells them "
        "apart: \"add_columns\": {\"shard\": {\"type\": \"text\", "
        "\"value\": \"$source.$database\"}} and take it into "
        "\"primary_key\""));
  }
}

}  // namespace millrace
