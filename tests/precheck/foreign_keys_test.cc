// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

Table child(const std::string& on_delete,
            const std::string& parent = "customers") {
  Table table = test::orders_table();
  ForeignKey key;
  key.name = "fk";
  key.columns = {"id"};
  key.parent = {"shop", parent};
  key.parent_columns = {"id"};
  key.on_delete = on_delete;
  key.on_update = "RESTRICT";
  table.foreign_keys = {key};
  return table;
}

}  // namespace

TEST_CASE("foreign keys: cascades that the log does not show are named") {
  CHECK(test::Sample("", {child("RESTRICT")}).codes_of(check_foreign_keys) ==
        "P141");
  for (const char* rule : {"CASCADE", "SET NULL"}) {
    test::Sample sample("", {child(rule, "orders")});
    CHECK(sample.codes_of(check_foreign_keys) == "P140 P141");
    sample.source().facts.flavor = {
        FlavorKind::kMysql, 9, 6, 0, "9.6.0", {}, {}};
    CHECK(sample.codes_of(check_foreign_keys) == "P141");
    sample.source().facts.settings["innodb_native_foreign_keys"] = "ON";
    CHECK(sample.codes_of(check_foreign_keys) == "P140 P141");
    sample.source().facts.flavor = {
        FlavorKind::kMariadb, 11, 8, 0, "11.8", {}, {}};
    CHECK(sample.codes_of(check_foreign_keys) == "P140 P141");
  }
}

TEST_CASE("foreign keys: a cascade from outside the selection blocks") {
  test::Sample sample("", {child("CASCADE")});
  CHECK(sample.codes_of(check_foreign_keys) == "P142 P141");
}

TEST_CASE("foreign keys: rules that the account cannot see may cascade") {
  CHECK(test::Sample("", {child("", "orders")}).codes_of(check_foreign_keys) ==
        "P142 P141");
}

TEST_CASE("foreign keys: a parent outside the selection is said") {
  test::Sample sample("", {child("RESTRICT")});
  CHECK(sample.only(check_foreign_keys).message.find("not selected") !=
        std::string::npos);
}

}  // namespace millrace
