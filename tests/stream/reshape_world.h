// SPDX-License-Identifier: Apache-2.0
//
// ReshapeWorld: a Plan resolved against source tables of shop, target tables
// just as they are desired, and ALTER statements of the source as its log
// would hand them out. Thread: one.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.h"
#include "mysql/alter/alter_support.h"
#include "mysql/alter/alter_table.h"
#include "mysql/dialect.h"
#include "stream/reshape.h"
#include "support/sample_resolution.h"

namespace millrace::test {

inline const Dialect& mysql_dialect() {
  static const mysql::MysqlDialect kDialect(
      Flavor{FlavorKind::kMysql, 8, 4, 0, "8.4.0", {}, {}});
  return kDialect;
}

// shop.NAME (id int PRIMARY KEY, a int, b int, s varchar(20), KEY i (a, b))
inline Table shop_table(const std::string& name) {
  Table table = mysql::test::sample_table();
  table.name = {"shop", name};
  return table;
}

class ReshapeWorld {
 public:
  explicit ReshapeWorld(const std::string& plan = "",
                        const std::vector<std::string>& names = {"t"},
                        const Dialect& dialect = postgres_dialect())
      : plan_(shop_plan(plan)), dialect_(dialect) {
    std::vector<Table> tables;
    for (const std::string& name : names) tables.push_back(shop_table(name));
    const Catalog catalog = catalog_of(std::move(tables));
    Resolution resolution =
        resolve(plan_, {{"eu", select_tables(plan_, "eu", catalog)}},
                {{"eu", catalog}}, dialect_);
    for (const Finding& finding : resolution.findings) {
      if (finding.severity == Severity::kError) {
        throw std::runtime_error(finding.message);
      }
    }
    roads = std::move(resolution.routes);
    actual = resolution.desired.tables.at(0);
  }

  // `road` of the roads, altered by these clauses.
  Reshaped alter(const std::string& clauses, size_t road = 0,
                 bool ahead = false) {
    const mysql::test::Reading reading(clauses);
    mysql::Words words = reading.words();
    TableAlteration made;
    const std::string problem = mysql::alter_table(
        words, reading.context, roads[road].source_table, &made);
    if (!problem.empty()) throw std::runtime_error(problem);
    return apply(made, road, ahead);
  }

  Reshaped empty(size_t road = 0) {
    TableAlteration made;
    made.kind = TableAlteration::Kind::kEmpty;
    return apply(made, road, false);
  }

  // The same, and the target is what the statements make of it.
  Reshaped carry_out(const std::string& clauses, size_t road = 0) {
    Reshaped made = alter(clauses, road);
    if (!made.problem.empty()) throw std::runtime_error(made.problem);
    if (made.mapping) mappings_.push_back(made.mapping);
    roads = made.roads;
    actual = made.applied.desired;
    return made;
  }

  static std::string sql(const Reshaped& made) {
    if (!made.problem.empty()) return "problem: " + made.problem;
    std::string out;
    for (const Statement& statement : made.statements) {
      append_to(out, out.empty() ? "" : "; ", statement.sql);
    }
    return out;
  }
  std::string of(const std::string& clauses, size_t road = 0) {
    return sql(alter(clauses, road));
  }
  bool refused(const std::string& clauses, size_t road = 0) {
    return !alter(clauses, road).problem.empty();
  }

  std::vector<Route> roads;
  Table actual;

 private:
  Reshaped apply(const TableAlteration& made, size_t road, bool ahead) {
    ReshapeInput input;
    input.plan = &plan_;
    input.dialect = &dialect_;
    input.roads = roads;
    input.altered = road;
    input.alteration = &made;
    input.actual = &actual;
    input.ahead = ahead;
    return reshape(input);
  }

  Plan plan_;
  const Dialect& dialect_;
  std::vector<std::shared_ptr<const Mapping>> mappings_;
};

// Several tables into sales.all, each with its name in the key.
inline const char* many_to_one() {
  return R"~("mappings": [{"match": "/shop\\.(.*)/",
    "to": {"schema": "sales", "table": "all"},
    "add_columns": {"shard": {"type": "varchar(20)", "value": "$table"}},
    "primary_key": ["shard", "id"]}])~";
}

}  // namespace millrace::test
