// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

std::string columns(const std::string& members) {
  return codes(with_mapping(members));
}

}  // namespace

TEST_CASE("plan columns: a skipped column is given neither name nor type") {
  CHECK(columns(R"("columns": {"a": {"skip": true}})").empty());
  CHECK(columns(R"("columns": {"a": {"skip": false, "to": "b"}})").empty());
  CHECK(columns(R"("columns": {"a": {"skip": true, "to": "b"}})") == "P014");
  CHECK(columns(R"("columns": {"a": {"skip": true, "type": "int"}})") ==
        "P014");
  CHECK(columns(R"("columns": {"a": {"to": ""}})") == "P019");
}

TEST_CASE("plan columns: no two end under one name") {
  CHECK(columns(R"("columns": {"a": {"to": "c"}, "b": {"to": "c"}})") ==
        "P015");
  CHECK(columns(R"("columns": {"a": {"to": "b"}, "b": {"type": "int"}})") ==
        "P015");
  CHECK(columns(R"("columns": {"a": {"to": "b"}, "b": {"to": "a"}})").empty());
  CHECK(
      columns(R"("columns": {"a": {"to": "b"}, "b": {"skip": true}})").empty());
  CHECK(columns(R"("columns": {"a": {"to": "b"}},
                   "add_columns": {"b": {"type": "t", "value": "v"}})") ==
        "P015");
}

TEST_CASE("plan columns: an added column has type and value") {
  CHECK(columns(R"("add_columns": {"x": {"type": "text"}})") == "P005");
  CHECK(columns(R"("add_columns": {"x": {"value": "v"}})") == "P005");
  CHECK(columns(R"("add_columns": {"x": {"type": "text", "value": ""}})")
            .empty());
  CHECK(columns(R"("add_columns": {"x": {"type": "text", "value": "$1"}})") ==
        "P013");
}

TEST_CASE("plan columns: the key names columns of the target") {
  const std::string renamed = R"("columns": {"a": {"to": "b"}}, )";
  CHECK(columns(renamed + R"("primary_key": ["b", "id"])").empty());
  CHECK(columns(renamed + R"("primary_key": ["a"])") == "P024");
  CHECK(columns(R"("columns": {"a": {"skip": true}}, "primary_key": ["a"])") ==
        "P024");
  // The name is free again when another column has taken it.
  CHECK(columns(R"("columns": {"a": {"to": "b"}, "c": {"to": "a"}},
                   "primary_key": ["a"])")
            .empty());
  CHECK(columns(R"("primary_key": [])") == "P011");
  CHECK(columns(R"("primary_key": ["id", "id"])") == "P016");
  CHECK(columns(R"("primary_key": "id")") == "P002");
}
