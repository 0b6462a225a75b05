// SPDX-License-Identifier: Apache-2.0
#include "route/key_outlook.h"

#include <algorithm>

namespace millrace {
namespace {

bool begins_with(const IndexFigures& index,
                 const std::vector<std::string>& columns) {
  if (columns.empty() || index.columns.size() < columns.size()) return false;
  const auto end = index.columns.begin() + static_cast<long>(columns.size());
  return std::is_permutation(index.columns.begin(), end, columns.begin(),
                             columns.end());
}

const TableFigures* known_of(const Route& route,
                             const FiguresBySource& figures) {
  const auto source = figures.find(route.id.source);
  if (source == figures.end()) return nullptr;
  return figures_of(*source->second, route.id.from);
}

class Outlook {
 public:
  Outlook(const std::vector<Route*>& routes, const FiguresBySource& figures)
      : routes_(routes), figures_(figures) {}

  KeyOutlook run() {
    for (const Route* route : routes_) {
      out_.rows += route->source_table.rows_estimate;
      const TableFigures* known = known_of(*route, figures_);
      for (const RouteColumn& column : route->columns) {
        if (column.source) add(*route, column, known);
      }
    }
    for (const std::string& column : unknown_) out_.distinct.erase(column);
    return std::move(out_);
  }

 private:
  void add(const Route& route, const RouteColumn& column,
           const TableFigures* known) {
    const std::string& source = route.source_table.columns[*column.source].name;
    const uint64_t values =
        known == nullptr ? 0 : distinct_values(*known, {source});
    if (values == 0) {
      unknown_.push_back(column.name);
    } else {
      out_.distinct[column.name] += values;
    }
    const uint64_t least = known == nullptr ? 0 : least_values(*known, source);
    if (least == 0) return;
    uint64_t& most = out_.least[column.name];
    most = std::max(most, least);
  }

  const std::vector<Route*>& routes_;
  const FiguresBySource& figures_;
  std::vector<std::string> unknown_;
  KeyOutlook out_;
};

}  // namespace

const TableFigures* figures_of(const std::vector<TableFigures>& all,
                               const QualifiedName& table) {
  const auto at =
      std::lower_bound(all.begin(), all.end(), table,
                       [](const TableFigures& a, const QualifiedName& b) {
                         return a.table < b;
                       });
  return at != all.end() && at->table == table ? &*at : nullptr;
}

uint64_t distinct_values(const TableFigures& figures,
                         const std::vector<std::string>& columns) {
  for (const IndexFigures& index : figures.indexes) {
    if (!begins_with(index, columns)) continue;
    const uint64_t values = index.distinct[columns.size() - 1];
    if (values > 0) return values;
  }
  return 0;
}

uint64_t least_values(const TableFigures& figures, const std::string& column) {
  uint64_t least = 0;
  for (const IndexFigures& index : figures.indexes) {
    for (size_t i = 0; i < index.columns.size(); ++i) {
      if (index.columns[i] != column) continue;
      const uint64_t before = i == 0 ? 1 : index.distinct[i - 1];
      if (before == 0) continue;
      least = std::max(least, (index.distinct[i] + before - 1) / before);
    }
  }
  return least;
}

KeyOutlook key_outlook(const std::vector<Route*>& routes,
                       const FiguresBySource& figures) {
  if (figures.empty()) return {};
  return Outlook(routes, figures).run();
}

}  // namespace millrace
