// SPDX-License-Identifier: Apache-2.0
#include "route/desired_indexes.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "route/findings.h"

namespace millrace {
namespace {

std::optional<size_t> target_position(const Route& route,
                                      const std::string& source_column) {
  const int from = route.source_table.column_index(source_column);
  for (size_t i = 0; from >= 0 && i < route.columns.size(); ++i) {
    if (route.columns[i].source == static_cast<size_t>(from)) return i;
  }
  return std::nullopt;
}

bool same_columns(const Index& a, const Index& b) {
  return a.columns == b.columns && a.method == b.method;
}

class IndexBuilder {
 public:
  IndexBuilder(const std::vector<Route*>& routes, const Dialect& dialect,
               Table* table, std::vector<Finding>* findings)
      : routes_(routes),
        dialect_(dialect),
        table_(*table),
        findings_(*findings) {}

  void run() {
    for (Route* route : routes_) {
      for (const Index& index : route->source_table.indexes) {
        add(*route, index);
      }
    }
  }

 private:
  void leave_out(const Route& route, const Index& index, const std::string& why,
                 const char* code) {
    findings_.push_back(warning_finding(
        code, cat(route.id.source, ".", route.id.from.str(), ".", index.name),
        cat(index.unique ? "unique index " : "index ", index.name,
            " is left out in the target: ", why),
        index.unique ? "the source goes on checking uniqueness; make an index "
                       "of your own in the target where queries need one"
                     : "make an index of your own in the target where queries "
                       "need one"));
  }

  // A column that the Plan leaves out takes its indexes along: the Plan's own
  // wish, which is nothing to warn of.
  bool goes_with_a_column(const Route& route, const Index& source) {
    for (const IndexColumn& column : source.columns) {
      if (column.name.empty() || target_position(route, column.name)) continue;
      leave_out(route, source,
                cat("its column ", column.name, " is not in the target"),
                "P132");
      findings_.back().severity = Severity::kInfo;
      return true;
    }
    return false;
  }

  void add(Route& route, const Index& source) {
    if (goes_with_a_column(route, source)) return;
    const std::string problem = dialect_.index_problem(source);
    if (!problem.empty()) {
      const bool prefix =
          std::any_of(source.columns.begin(), source.columns.end(),
                      [](const IndexColumn& c) { return c.prefix_length > 0; });
      leave_out(route, source, problem, prefix ? "P131" : "P132");
      return;
    }
    Index index;
    index.unique = source.unique;
    index.comment = source.comment;
    index.name = dialect_.index_name(table_.name, source.name);
    std::vector<size_t> positions;
    for (const IndexColumn& column : source.columns) {
      if (column.name.empty()) {
        // Where the dialect takes it, it is in the target's own words.
        index.columns.push_back(column);
        continue;
      }
      const std::optional<size_t> at = target_position(route, column.name);
      if (route.columns[*at].native == "json") {
        leave_out(route, source,
                  cat("its column ", column.name,
                      " has the type json there, "
                      "which has no order"),
                  "P132");
        return;
      }
      positions.push_back(*at);
      index.columns.push_back({route.columns[*at].name, "",
                               column.prefix_length, column.descending});
    }
    dialect_.adopt(source, &index);
    std::string unfit = dialect_.index_problem(index, table_);
    if (!unfit.empty() && index.unique && demote(&index, unfit)) unfit.clear();
    if (!unfit.empty()) {
      leave_out(route, source, unfit, "P132");
      return;
    }
    place(route, std::move(index), positions);
  }

  // What cannot be unique as the rows are spread can be found by all the
  // same.
  bool demote(Index* index, const std::string& why) {
    index->unique = false;
    if (!dialect_.index_problem(*index, table_).empty()) {
      index->unique = true;
      return false;
    }
    std::vector<std::string> names;
    for (const IndexColumn& column : index->columns) {
      names.push_back(column.name.empty() ? column.expression : column.name);
    }
    findings_.push_back(warning_finding(
        "P244", cat("target.", table_.name.str(), ".", index->name),
        cat("unique (", join(names, ", "), ") -> plain index ", index->name,
            ": ", why, "; uniqueness is guarded by the source"),
        "nothing to do while the source checks it"));
    return true;
  }

  void place(Route& route, Index index, const std::vector<size_t>& positions) {
    if (index.unique && table_.primary_key &&
        same_columns(index, *table_.primary_key)) {
      return;  // the key says it already
    }
    if (index.unique && routes_.size() > 1) {
      index.unique = false;
      findings_.push_back(warning_finding(
          "P147", cat("target.", table_.name.str(), ".", index.name),
          cat("index ", index.name, " is unique in ", route.id.from.str(),
              " and not in the target: ", routes_.size(),
              " source tables meet in ", table_.name.str()),
          "if it is unique across them, make it so in the target yourself"));
    }
    for (const Index& there : table_.indexes) {
      if (same_columns(there, index) && there.unique == index.unique) return;
      if (there.name != index.name) continue;
      index.name = dialect_.index_name(
          table_.name, cat(index.name, "_", table_.indexes.size()));
    }
    // A part of a column or an expression: the writer that makes such an
    // index finds its rows by the server's own means.
    if (index.unique) route.unique_keys.push_back(positions);
    table_.indexes.push_back(std::move(index));
  }

  const std::vector<Route*>& routes_;
  const Dialect& dialect_;
  Table& table_;
  std::vector<Finding>& findings_;
};

}  // namespace

void add_indexes(const std::vector<Route*>& routes, const Dialect& dialect,
                 Table* table, std::vector<Finding>* findings) {
  IndexBuilder(routes, dialect, table, findings).run();
}

}  // namespace millrace
