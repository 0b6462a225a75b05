// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

test::Sample family() {
  test::Sample sample;
  ServerFacts& target = sample.input.target;
  target = {};
  target.flavor.kind = FlavorKind::kMariadb;
  target.flavor.major = 10;
  target.account = "sync@%";
  target.grants = {{"*", "*", {"ALL PRIVILEGES"}, false}};
  target.settings = {{"hostname", "b"},
                     {"port", "3306"},
                     {"datadir", "/d/"},
                     {"server_id", "2"}};
  return sample;
}

}  // namespace

TEST_CASE("family target: all is well") {
  test::Sample sample = family();
  CHECK(sample.codes_of(check_family_target) == "");
}

TEST_CASE("family target: the GRANT that is missing") {
  test::Sample sample = family();
  sample.input.target.grants = {
      {"shop",
       "*",
       {"CREATE", "SELECT", "INSERT", "UPDATE", "DELETE", "ALTER", "DROP"},
       false}};
  const Finding found = sample.only(check_family_target);
  CHECK(found.code == "P264");
  CHECK(found.remedy ==
        "GRANT CREATE, DELETE, INSERT, SELECT, UPDATE ON `millrace`.* TO "
        "'sync'@'%'");
}

// The stream stopped at the first TRUNCATE of the source.
TEST_CASE("family target: what a statement of the source will ask for") {
  test::Sample sample = family();
  const std::set<std::string> rows = {"CREATE", "SELECT", "INSERT", "UPDATE",
                                      "DELETE"};
  std::set<std::string> altering = rows;
  altering.insert("ALTER");
  sample.input.target.grants = {{"shop", "*", altering, false},
                                {"millrace", "*", rows, false}};
  Finding found = sample.only(check_family_target);
  CHECK(found.code == "P264");
  CHECK(found.severity == Severity::kWarning);
  CHECK(found.message.find("such as TRUNCATE") != std::string::npos);
  CHECK(found.remedy.find("GRANT DROP ON `shop`.* TO 'sync'@'%'; or") == 0);
  test::Sample quiet("\"sync\": {\"stream\": [\"insert\"]}");
  quiet.input.target = sample.input.target;
  CHECK(quiet.codes_of(check_family_target) == "");
}

TEST_CASE("family target: privileges on the tables alone are enough") {
  test::Sample sample(
      "\"sync\": {\"schema\": false, \"stream\": [\"insert\"]}");
  sample.input.target = family().input.target;
  sample.converge();
  sample.input.target.grants = {
      {"shop", "orders", {"SELECT", "INSERT", "UPDATE", "DELETE"}, false},
      {"millrace",
       "*",
       {"CREATE", "SELECT", "INSERT", "UPDATE", "DELETE"},
       false}};
  CHECK(sample.codes_of(check_family_target) == "");
  sample.input.actual.tables[0].columns.pop_back();  // the user's to make
  sample.settle();
  CHECK(sample.codes_of(check_family_target) == "");
  sample.input.target.grants[0].privileges.erase("UPDATE");
  CHECK(sample.only(check_family_target).remedy ==
        "GRANT UPDATE ON `shop`.* TO 'sync'@'%'");
}

TEST_CASE("family target: settings") {
  test::Sample sample = family();
  sample.input.target.settings["local_infile"] = "OFF";
  sample.input.target.flavor.kind = FlavorKind::kMysql;
  CHECK(sample.only(check_family_target).code == "P263");
  sample.input.target.flavor.kind = FlavorKind::kMariadb;
  Findings none;
  check_family_target(sample.input, &none);
  CHECK(none.empty());  // it takes bulk statements
  sample.input.target.settings["binlog_format"] = "STATEMENT";
  CHECK(sample.only(check_family_target).code == "P263");
  sample.input.target.settings["local_infile"] = "ON";
  sample.input.target.settings["read_only"] = "ON";
  sample.input.target.grants = {
      {"*",
       "*",
       {"CREATE", "SELECT", "INSERT", "UPDATE", "DELETE", "ALTER", "DROP"},
       false}};
  CHECK(sample.only(check_family_target).code == "P268");
}

TEST_CASE("family target: names that fold") {
  test::Sample sample = family();
  sample.input.target.settings["lower_case_table_names"] = "1";
  CHECK(sample.codes_of(check_family_target) == "");
  Table other = sample.input.resolution.desired.tables[0];
  other.name.table = "ORDERS";
  sample.input.resolution.desired.tables.push_back(other);
  sample.input.target.settings["lower_case_table_names"] = "2";
  CHECK(sample.only(check_family_target).code == "P265");
}

TEST_CASE("family target: a table does not feed itself") {
  test::Sample sample = family();
  sample.source().facts.flavor.kind = FlavorKind::kMariadb;
  for (const auto& [name, value] : sample.input.target.settings) {
    sample.source().facts.settings[name] = value;
  }
  CHECK(sample.only(check_family_target).code == "P266");
  sample.source().facts.settings["datadir"] = "/other/";
  CHECK(sample.codes_of(check_family_target) == "");
}

TEST_CASE("family target: on DRDS a key leads to one shard, in one database") {
  test::Sample sample = family();
  sample.converge();
  sample.input.target.flavor.kind = FlavorKind::kDrds;
  const std::string before = sample.codes_of(check_family_target);
  CHECK(before.find("P273") != std::string::npos);
  CHECK(before.find("P272") == std::string::npos);
  sample.input.actual.tables[0].partitioning = "DBPARTITION BY HASH(`note`)";
  CHECK(sample.codes_of(check_family_target).find("P272") != std::string::npos);
}

}  // namespace millrace
