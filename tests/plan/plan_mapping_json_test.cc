// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

std::string mappings(const std::string& list) {
  return codes(small_plan("postgresql", R"(, "mappings": [)" + list + "]"));
}

}  // namespace

TEST_CASE("plan mapping: variables of `to` are there") {
  const auto to = [](const std::string& match, const std::string& schema) {
    return mappings(R"({"match": ")" + match + R"(", "to": {"schema": ")" +
                    schema + "\"}}");
  };
  CHECK(to("/s_([0-9]+)\\\\.t/", "x_$1_$source$database$table").empty());
  CHECK(to("s_*.t", "$1").empty());
  CHECK(to("s.t", "$1") == "P013");
  CHECK(to("/s_([0-9]+)\\\\.t/", "$2") == "P013");
  CHECK(to("s.t", "$tabel") == "P013");
  CHECK(to("s.t", "a$$b").empty());
  // With a match that cannot be read, its groups are not known either.
  CHECK(to("/s_([0-9]+\\\\.t/", "$7") == "P010");
}

TEST_CASE("plan mapping: `database` is a MySQL word for schema") {
  CHECK(codes(with_mapping(R"("to": {"database": "x"})", "mysql")).empty());
  CHECK(valid_plan(with_mapping(R"("to": {"database": "x"})", "drds"))
            .mappings[0]
            .to_schema == "x");
  CHECK(codes(with_mapping(R"("to": {"database": "x"})")) == "P017");
  CHECK(codes(with_mapping(R"("to": {"database": "x", "schema": "y"})",
                           "mysql")) == "P014");
  CHECK(codes(with_mapping(R"("to": {})")) == "P005");
}

TEST_CASE("plan mapping: its source is one of the Plan's") {
  CHECK(mappings(R"({"match": "s.t", "source": "a"})").empty());
  CHECK(mappings(R"({"match": "s.t", "source": "b"})") == "P012");
}

TEST_CASE("plan mapping: one that can never apply is refused") {
  CHECK(mappings(R"({"match": "s.t"}, {"match": "s.t"})") == "P016");
  CHECK(mappings(R"({"match": "s.t"}, {"match": "s.t", "source": "a"})") ==
        "P016");
  CHECK(
      mappings(R"({"match": "s.t", "source": "a"}, {"match": "s.t"})").empty());
}

TEST_CASE("plan mapping: match and where hold text") {
  CHECK(mappings(R"({"to": {"table": "x"}})") == "P005");
  CHECK(codes(with_mapping(R"("where": "")")) == "P019");
  CHECK(codes(with_mapping(R"("where": " \n ")")) == "P019");
  CHECK(codes(with_mapping(R"("where": "a = 1")")).empty());
}
