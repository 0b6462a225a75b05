// SPDX-License-Identifier: Apache-2.0
//
// What DRDS and PolarDB-X answer, as their documentation shows it
// (fixtures/mysql/drds), read by the names of the columns.
#include "mysql/topology.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/drds_dialect.h"
#include "support/mariadb_server.h"
#include "support/paths.h"
#include "support/process.h"

namespace millrace::mysql {
namespace {

std::string fixture(const std::string& name) {
  return test::read_file(
      cat(test::project_root(), "/fixtures/mysql/drds/", name));
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (const std::string& cell : split(line, '|')) cells.push_back(trim(cell));
  return {cells.begin() + 1, cells.end() - 1};
}

// The lines of a table as a client prints it.
std::vector<NamedRow> printed(const std::string& name) {
  std::vector<NamedRow> rows;
  std::vector<std::string> head;
  for (const std::string& line : split(fixture(name), '\n')) {
    if (!line.starts_with("|")) continue;
    const std::vector<std::string> cells = cells_of(line);
    if (head.empty()) {
      head = cells;
      continue;
    }
    NamedRow& row = rows.emplace_back();
    for (size_t i = 0; i < head.size(); ++i) row[head[i]] = cells[i];
  }
  return rows;
}

std::string clause(const std::string& name) {
  return clause_of_create({{{"CREATE TABLE", fixture(name)}}});
}

Catalog catalog_of(const std::vector<std::string>& names) {
  Catalog catalog;
  for (const std::string& name : names) {
    catalog.tables.emplace_back().name = {"d", name};
  }
  return catalog;
}

TEST_CASE("topology: SHOW RULE of DRDS") {
  Catalog catalog = catalog_of(
      {"area", "dept_manager", "Emp", "example", "log_by_day", "other"});
  take_rules(printed("show-rule.txt"), &catalog);
  CHECK(catalog.tables[0].partitioning == "BROADCAST");
  CHECK(catalog.tables[1].partitioning == "");
  CHECK(catalog.tables[2].partitioning ==
        "DBPARTITION BY HASH(`emp_no`) TBPARTITION BY HASH(`id`) "
        "TBPARTITIONS 2");
  CHECK(catalog.tables[3].partitioning == "DBPARTITION BY HASH(`shard_key`)");
  CHECK(catalog.tables[4].partitioning ==
        "DBPARTITION BY HASH(`user_id`) TBPARTITION BY DD(`created`) "
        "TBPARTITIONS 7");
  CHECK(catalog.tables[5].partitioning == "");
}

TEST_CASE("topology: other columns in another order say the same") {
  Catalog one = catalog_of({"dept_manager", "emp"});
  Catalog two = one;
  take_rules(printed("show-rule.txt"), &one);
  take_rules(printed("show-full-rule.txt"), &two);
  CHECK(one == two);
}

TEST_CASE("topology: how many physical tables, wanted and there") {
  const std::vector<NamedRow> rules = printed("show-rule.txt");
  REQUIRE(rules.size() == 5);
  CHECK(tables_of_rule(rules[0]) == 1);
  CHECK(tables_of_rule(rules[1]) == 16);
  CHECK(tables_of_rule(rules[3]) == 0);  // broadcast: not said
  CHECK(tables_of_topology(printed("show-topology-1.0.txt")) == 16);
  std::vector<NamedRow> newer = printed("show-topology-2.0.txt");
  CHECK(tables_of_topology(newer) == 16);
  newer.pop_back();
  newer.push_back(newer.front());  // one twice is one
  CHECK(tables_of_topology(newer) == 15);
}

TEST_CASE("topology: SHOW CREATE TABLE of both modes") {
  CHECK(clause("show-create-drds-hash.txt") ==
        "dbpartition by hash(`emp_no`) tbpartition by hash(`id`) tbpartitions "
        "2");
  CHECK(clause("show-create-drds-broadcast.txt") == "BROADCAST");
  CHECK(clause("show-create-drds-single.txt") == "");
  CHECK(clause("show-create-auto-single.txt") == "SINGLE");
  CHECK(clause("show-create-auto-broadcast.txt") == "BROADCAST");
  CHECK(shard_columns(clause("show-create-auto-key.txt")) ==
        std::vector<std::string>{"id"});
  CHECK(shard_columns(clause("show-create-auto-range.txt")) ==
        std::vector<std::string>{"at"});
  CHECK(clause_of_create({}) == "");
}

TEST_CASE("topology: an answer's columns are found by name") {
  auto session = Session::open(test::MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  auto rows = (*session)->query(
      "SELECT 'g' AS Group_Name, 7 AS ID, NULL AS Broadcast, 't' AS "
      "table_name",
      "");
  REQUIRE(rows.ok());
  CHECK(named_rows(*rows) ==
        std::vector<NamedRow>{
            {{"BROADCAST", ""}, {"GROUP_NAME", "g"}, {"TABLE_NAME", "t"}}});
}

TEST_CASE("topology: tables without a rule are not asked about") {
  auto session = Session::open(test::MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  TopologyReader reader(**session);
  CHECK(reader.check_complete({"d", "t"}).ok());
}

}  // namespace
}  // namespace millrace::mysql
