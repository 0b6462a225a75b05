// SPDX-License-Identifier: Apache-2.0
#include "route/computed_columns.h"

#include <algorithm>

#include "base/text.h"
#include "route/findings.h"

namespace millrace {
namespace {

// One column of the table, as one road brings it.
struct Brought {
  Route* route = nullptr;
  RouteColumn* column = nullptr;
  const Column* source = nullptr;  // null: a constant

  bool computed() const {
    return source != nullptr && source->generated != Generated::kNo;
  }
};

std::vector<Brought> brought(const std::vector<Route*>& routes,
                             const std::string& name) {
  std::vector<Brought> out;
  for (Route* route : routes) {
    for (RouteColumn& column : route->columns) {
      if (column.name != name) continue;
      out.push_back({route, &column,
                     column.source
                         ? &route->source_table.columns[*column.source]
                         : nullptr});
    }
  }
  return out;
}

std::map<std::string, std::string> names_of(const Route& route) {
  std::map<std::string, std::string> names;
  for (const RouteColumn& to : route.columns) {
    if (to.source) {
      names[route.source_table.columns[*to.source].name] = to.name;
    }
  }
  return names;
}

bool in_key(const Table& table, const std::string& column) {
  if (!table.primary_key) return false;
  const auto& parts = table.primary_key->columns;
  return std::any_of(parts.begin(), parts.end(), [&](const IndexColumn& part) {
    return part.name == column;
  });
}

// Makes `column` computed; or says why it is not.
std::string compute(const std::vector<Brought>& all, const Dialect& dialect,
                    const Table& table, Column* column) {
  if (in_key(table, column->name)) return "rows are found by it";
  for (const Brought& one : all) {
    if (!one.computed()) return "other tables write into it";
    Column made = *column;
    const auto names = names_of(*one.route);
    const std::string why = dialect.compute(
        {one.route->source_table, *one.source, names}, table, &made);
    if (!why.empty()) return why;
    if (&one != &all.front() &&
        made.generation_expression != column->generation_expression) {
      return "other tables compute it otherwise";
    }
    *column = std::move(made);
  }
  return "";
}

}  // namespace

void compute_columns(const std::vector<Route*>& routes, const Dialect& dialect,
                     Table* table, std::vector<Finding>* findings) {
  if (!dialect.holds_source_values()) return;
  for (Column& column : table->columns) {
    const std::vector<Brought> all = brought(routes, column.name);
    if (std::none_of(all.begin(), all.end(),
                     [](const Brought& one) { return one.computed(); })) {
      continue;
    }
    const Column written = column;
    const std::string why = all.size() == routes.size()
                                ? compute(all, dialect, *table, &column)
                                : "other tables do not have it";
    if (why.empty()) {
      for (const Brought& one : all) one.column->computed = true;
      continue;
    }
    column = written;
    for (const Brought& one : all) {
      if (!one.computed()) continue;
      findings->push_back(info_finding(
          "P135",
          cat(one.route->id.source, ".", one.route->id.from.str(), ".",
              one.source->name),
          cat("column ", one.source->name,
              " is computed on the source and becomes an ordinary column that "
              "receives the computed values: ",
              why),
          "", one.source->generation_expression));
    }
  }
}

}  // namespace millrace
