// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "base/json.h"

using namespace millrace;

namespace {

constexpr const char* kSchema = R"({
  "type": "object",
  "additionalProperties": false,
  "required": ["name"],
  "properties": {"name": {"type": "string", "pattern": "^(?:\\w|-)+$"},
                 "port": {"$ref": "#/definitions/port"}},
  "definitions": {"port": {"type": "integer", "minimum": 1}}})";

std::string violation(const char* document) {
  Result<std::string> found = schema_violation(kSchema, document);
  REQUIRE(found.ok());
  return *found;
}

}  // namespace

TEST_CASE("json schema: a valid document has no violation") {
  CHECK(violation(R"({"name": "a-b", "port": 1})").empty());
}

TEST_CASE("json schema: the violation names place and keyword") {
  CHECK(violation(R"({"name": "a", "port": 0})") ==
        "#/port: minimum of #/definitions/port");
  CHECK_THAT(violation(R"({})"), Catch::Contains("required"));
  CHECK_THAT(violation(R"({"name": "a", "x": 1})"),
             Catch::Contains("additionalProperties"));
}

TEST_CASE("json schema: patterns beyond the simplest are not ignored") {
  CHECK_THAT(violation(R"({"name": "a b"})"), Catch::Contains("pattern"));
}

TEST_CASE("json schema: text that is no JSON is refused by name") {
  CHECK_THAT(schema_violation("{", "{}").status().message(),
             Catch::StartsWith("the schema is not JSON"));
  CHECK_THAT(schema_violation("{}", "{").status().message(),
             Catch::StartsWith("the document is not JSON"));
}
