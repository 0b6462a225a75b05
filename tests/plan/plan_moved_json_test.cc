// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

std::string moved(const std::string& list) {
  return codes(with_mapping("\"moved\": [" + list + "]"));
}

}  // namespace

TEST_CASE("plan moved: columns by name, tables by schema and table") {
  const Plan plan = valid_plan(with_mapping(
      R"("to": {"schema": "x", "table": "y"},
         "moved": [{"from": "a", "to": "b"},
                   {"from": {"schema": "w", "table": "$table"},
                    "to": {"table": "y"}}])"));
  const auto& list = plan.mappings[0].moved;
  REQUIRE(list.size() == 2);
  CHECK_FALSE(list[0].is_table);
  CHECK(list[0].from == "a");
  CHECK(list[0].to == "b");
  CHECK(list[1].is_table);
  CHECK(list[1].from_schema == "w");
  CHECK(list[1].from == "$table");
  CHECK(list[1].to_schema.empty());
}

TEST_CASE("plan moved: what says nothing, or two things, is a mistake") {
  CHECK(moved(R"({"from": "a"})") == "P005");
  CHECK(moved(R"({"from": "a", "to": {"table": "b"}})") == "P014");
  CHECK(moved(R"({"from": "a", "to": "a"})") == "P015");
  CHECK(moved(R"({"from": "a", "to": "b"}, {"from": "a", "to": "c"})") ==
        "P015");
  CHECK(moved(R"({"from": "a", "to": "c"}, {"from": "b", "to": "c"})") ==
        "P015");
  CHECK(moved(R"({"from": {"table": "$7"}, "to": {"table": "t"}})") == "P013");
  // A chain is history; one that comes back to its beginning is a riddle.
  CHECK(moved(R"({"from": "a", "to": "b"}, {"from": "b", "to": "c"})").empty());
  CHECK(moved(R"({"from": "a", "to": "b"}, {"from": "b", "to": "a"})") ==
        "P015");
}

TEST_CASE("plan moved: a column is dropped only when it is not filled") {
  const auto drop = [](const std::string& members) {
    return codes(with_mapping(R"("drop_columns": ["x"], )" + members));
  };
  CHECK(drop(R"("columns": {"x": {"skip": true}})").empty());
  CHECK(drop(R"("columns": {"y": {"to": "x"}})") == "P015");
  CHECK(drop(R"("add_columns": {"x": {"type": "text", "value": "v"}})") ==
        "P015");
  CHECK(codes(with_mapping(R"("drop_columns": [])")) != "");
}
