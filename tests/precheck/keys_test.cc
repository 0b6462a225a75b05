// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

Table without_key() {
  Table table = test::orders_table();
  table.primary_key.reset();
  return table;
}

}  // namespace

TEST_CASE("keys: a stream needs one, a copy does without") {
  test::Sample streams("", {without_key()});
  CHECK(streams.only(check_keys).code == "P130");
  CHECK(streams.only(check_keys).severity == Severity::kError);
  test::Sample copies(R"("sync": {"stream": []})", {without_key()});
  CHECK(copies.only(check_keys).severity == Severity::kInfo);
}

TEST_CASE("keys: the key that is proposed can be added") {
  const auto remedy = [](const Table& table) {
    return test::Sample("", {table}).only(check_keys).remedy;
  };
  Table table = without_key();
  table.columns[0].name = "ID";
  table.columns[0].auto_increment = false;
  CHECK(remedy(table).find(" ADD COLUMN row_id BIGINT") != std::string::npos);
  table.columns[1].name = "Row_ID";
  CHECK(remedy(table).find(" ADD COLUMN row_id2 BIGINT") != std::string::npos);
  table.columns[0].auto_increment = true;
  CHECK(remedy(table).find(" ADD PRIMARY KEY (`ID`)") != std::string::npos);
}

TEST_CASE("keys: a unique index that may be NULL is no key and a hint") {
  Table table = without_key();
  table.indexes = {test::index_on("u", {"note"}, true)};
  test::Sample sample("", {table});
  CHECK(sample.only(check_keys).remedy.find("column note") !=
        std::string::npos);
}

TEST_CASE("keys: many to one needs a column that tells them apart") {
  const std::vector<Table> tables = {test::orders_table("a"),
                                     test::orders_table("b")};
  const auto codes = [&](const std::string& more) {
    test::Sample sample(
        R"("mappings": [{"match": "*.orders", "to": {"schema": "s"})" + more +
            "}]",
        tables);
    return sample.codes_of(check_keys);
  };
  const std::string shard =
      R"(, "add_columns": {"shard": {"type": "text", "value": "$database"}})";
  CHECK(codes("") == "P147");
  CHECK(codes(shard) == "P147");  // there, but not in the key
  CHECK(codes(shard + R"(, "primary_key": ["shard", "id"])") == "");
}

TEST_CASE("keys: a written key without the source's is named") {
  Table table = test::orders_table();
  table.columns[4].nullable = false;
  test::Sample sample(
      R"("mappings": [{"match": "*.orders", "primary_key": ["status"]}])",
      {table});
  CHECK(sample.codes_of(check_keys) == "P147");
}

}  // namespace millrace
