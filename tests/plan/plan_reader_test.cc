// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_reader.h"

#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

const PlanError& only(const std::vector<PlanError>& errors) {
  REQUIRE(errors.size() == 1);
  return errors[0];
}

}  // namespace

TEST_CASE("plan reader: an unknown key is answered with the nearest") {
  const auto errors = plan_errors(small_plan("mysql", R"(, "mapings": [])"));
  CHECK(only(errors).code == "P003");
  CHECK(only(errors).text == "mapings");
  CHECK(only(errors).suggestion == "\"mappings\"");
}

TEST_CASE("plan reader: a key far from all is answered with the list") {
  const auto errors = plan_errors(small_plan("mysql", R"(, "zzz": 1)"));
  CHECK_THAT(only(errors).suggestion, Catch::Contains("\"waive\""));
}

TEST_CASE("plan reader: a key written twice is reported at its second place") {
  const std::string text = small_plan("mysql", ",\n\"name\": \"q\"");
  const auto errors = plan_errors(text);
  CHECK(only(errors).code == "P004");
  CHECK(only(errors).place.column == 1);
}

TEST_CASE("plan reader: whole numbers are whole, in range, and not text") {
  const auto limit = [](const std::string& value) {
    return codes(
        small_plan("mysql", R"(, "limits": {"readers": )" + value + "}"));
  };
  CHECK(limit("1").empty());
  CHECK(limit("256").empty());
  CHECK(limit("0") == "P008");
  CHECK(limit("257") == "P008");
  CHECK(limit("-1") == "P008");
  CHECK(limit("99999999999999999999999") == "P008");
  CHECK(limit("4.0") == "P002");
  CHECK(limit("4e0") == "P002");
  CHECK(limit("\"4\"") == "P002");
  CHECK(limit("null") == "P002");
}

TEST_CASE("plan reader: a wrong word is answered with the nearest") {
  const auto errors = plan_errors(small_plan("postgres").insert(1, "\n"));
  CHECK(only(errors).code == "P006");
  CHECK(only(errors).suggestion == "\"postgresql\"");
  CHECK(only(errors).place.line == 2);
}
