// SPDX-License-Identifier: Apache-2.0
#include "stream/emptied.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {
namespace {

// Columns of the key that hold a constant which no other road has there.
std::vector<size_t> telling_columns(const std::vector<Route>& roads,
                                    size_t at) {
  std::vector<size_t> constants;
  for (const size_t i : roads[at].target_key) {
    if (!roads[at].columns[i].source) constants.push_back(i);
  }
  const auto same = [&](const Route& other) {
    return std::all_of(constants.begin(), constants.end(), [&](size_t i) {
      const RouteColumn& mine = roads[at].columns[i];
      return std::any_of(other.columns.begin(), other.columns.end(),
                         [&](const RouteColumn& c) {
                           return c.name == mine.name &&
                                  (c.source || c.constant == mine.constant);
                         });
    });
  };
  for (size_t i = 0; i < roads.size(); ++i) {
    if (i != at && same(roads[i])) return {};
  }
  return constants;
}

// The condition that holds for the rows of one road. "" or the problem.
std::string rows_of(const std::vector<Route>& roads, size_t at,
                    const Dialect& dialect, std::string* condition) {
  const Route& road = roads[at];
  const std::vector<size_t> columns = telling_columns(roads, at);
  if (columns.empty()) {
    return cat(road.id.to.str(),
               " holds rows of others too, and no constant in its key says "
               "which are whose");
  }
  std::string& where = *condition;
  for (const size_t i : columns) {
    Column constant;
    constant.name = road.columns[i].name;
    constant.type = road.columns[i].type;
    constant.default_value = road.columns[i].constant;
    std::string problem;
    const auto value =
        dialect.translate_default(constant, road.columns[i].native, &problem);
    if (!value) {
      return cat("the value of ", constant.name,
                 " cannot be said in the "
                 "target: ",
                 problem);
    }
    append_to(where, where.empty() ? "" : " AND ", dialect.quote(constant.name),
              " = ", *value);
  }
  return "";
}

}  // namespace

std::string empty_statements(const std::vector<Route>& roads, size_t at,
                             const Dialect& dialect,
                             std::vector<Statement>* statements) {
  const Route& road = roads[at];
  const bool alone =
      roads.size() == 1 && road.sync.on_existing != OnExisting::kIgnore;
  if (alone) {
    SchemaChange change;
    change.kind = SchemaChangeKind::kClearTable;
    change.table.name = road.id.to;
    *statements = dialect.statements(change);
    return "";
  }
  std::string where;
  std::string problem = rows_of(roads, at, dialect, &where);
  if (!problem.empty()) return problem;
  statements->push_back(
      {cat("DELETE FROM ", dialect.quote(road.id.to), " WHERE ", where),
       false});
  return "";
}

std::string leave_column(const std::vector<Route>& roads, size_t at,
                         const std::string& column, const Dialect& dialect,
                         std::vector<Statement>* statements) {
  std::string where;
  std::string problem = rows_of(roads, at, dialect, &where);
  if (!problem.empty()) {
    return cat("column ", column, " stays for others: ", problem);
  }
  statements->push_back({cat("UPDATE ", dialect.quote(roads[at].id.to), " SET ",
                             dialect.quote(column), " = DEFAULT WHERE ", where),
                         false});
  return "";
}

}  // namespace millrace
