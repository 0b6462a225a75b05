// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "base/json.h"

using namespace millrace;

namespace {

void copy(const JsonNode& node, JsonWriter& json) {
  switch (node.kind) {
    case JsonKind::kNull:
      json.null();
      break;
    case JsonKind::kBool:
      json.boolean(node.boolean);
      break;
    case JsonKind::kNumber:
      json.number_text(node.text);
      break;
    case JsonKind::kString:
      json.string(node.text);
      break;
    case JsonKind::kArray:
      json.begin_array();
      for (const JsonNode& item : node.items) copy(item, json);
      json.end_array();
      break;
    case JsonKind::kObject:
      json.begin_object();
      for (const JsonMember& member : node.members) {
        json.key(member.key);
        copy(member.value, json);
      }
      json.end_object();
      break;
  }
}

std::string rewritten(const std::string& text, bool pretty) {
  JsonWriter json(pretty);
  Result<JsonNode> node = parse_own_json(text);
  REQUIRE(node.ok());
  copy(*node, json);
  return json.take();
}

}  // namespace

TEST_CASE("json writer: a compact document comes back byte for byte") {
  const std::string text =
      R"({"a":[1,-2.50,1e300,18446744073709551616],"b":{},"c":[],"d":null,)"
      R"("e":true,"f":"\"\\\n\u0001 ü😀","a":"again"})";
  CHECK(rewritten(text, false) == text);
  CHECK(rewritten(rewritten(text, true), false) == text);
}

TEST_CASE("json writer: pretty is two spaces and one member per line") {
  CHECK(rewritten(R"({"a":[1,2],"b":{}})", true) ==
        "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

TEST_CASE("json writer: a real reads back to the same bits") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 2000; ++round) {
    const uint64_t bits = random();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    JsonWriter json;
    json.real(value);
    const std::string text = json.take();
    CHECK(std::strtod(text.c_str(), nullptr) == value);
    CHECK(parse_own_json(text).ok());
  }
}

TEST_CASE("json writer: what JSON cannot say still makes a document") {
  JsonWriter json;
  json.begin_array();
  json.real(std::numeric_limits<double>::infinity());
  json.string("a\xff\xE2\x82z");
  json.string({});
  json.end_array();
  CHECK(json.take() ==
        "[null,\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\",\"\"]");
}

TEST_CASE("json writer: the ends of the integer ranges are exact") {
  JsonWriter json;
  json.begin_object()
      .member("low", std::numeric_limits<int64_t>::min())
      .member("high", std::numeric_limits<uint64_t>::max())
      .end_object();
  CHECK(json.take() ==
        R"({"low":-9223372036854775808,"high":18446744073709551615})");
}

TEST_CASE("json writer: it is empty after take and can be used again") {
  JsonWriter json;
  json.integer(1);
  CHECK(json.take() == "1");
  json.boolean(false);
  CHECK(json.take() == "false");
}
