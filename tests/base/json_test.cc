// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"

using namespace millrace;

namespace {

JsonNode parsed(std::string_view text) {
  JsonNode root;
  JsonSyntaxError error;
  INFO(text);
  const bool ok = parse_json(text, &root, &error);
  INFO(error.message);
  REQUIRE(ok);
  return root;
}

JsonSyntaxError refused(std::string_view text) {
  JsonNode root;
  JsonSyntaxError error;
  INFO(text);
  REQUIRE_FALSE(parse_json(text, &root, &error));
  return error;
}

// The text that stands at a place, to compare with what was parsed there.
std::string_view text_at(std::string_view text, TextPlace place) {
  for (int line = 1; line < place.line; ++line) {
    text.remove_prefix(text.find('\n') + 1);
  }
  return text.substr(place.column - 1);
}

std::string random_space(std::mt19937& random) {
  std::string s;
  for (size_t n = random() % 3; n > 0; --n) s += " \n\t\r"[random() % 4];
  return s;
}

std::string random_json(std::mt19937& random, int depth) {
  static const char* const kScalars[] = {"null",
                                         "true",
                                         "false",
                                         "0",
                                         "-12.50",
                                         "1e300",
                                         "\"\"",
                                         "\"a,b:c\"",
                                         "\"\\\"{[\"",
                                         "\"ü€\"",
                                         "18446744073709551616"};
  const size_t pick = random() % (depth > 3 ? 11 : 17);
  if (pick < 11) return kScalars[pick];
  const bool object = pick % 2 == 0;
  std::string out = object ? "{" : "[";
  const size_t n = random() % 4;
  for (size_t i = 0; i < n; ++i) {
    if (i > 0) out += "," + random_space(random);
    if (object) {
      out += random_space(random) + "\"k" + std::to_string(random() % 3) +
             "\"" + random_space(random) + ":";
    }
    out += random_space(random) + random_json(random, depth + 1) +
           random_space(random);
  }
  return out + (object ? "}" : "]");
}

void check_places(std::string_view text, const JsonNode& node) {
  const std::string_view at = text_at(text, node.place);
  switch (node.kind) {
    case JsonKind::kObject:
      CHECK(at[0] == '{');
      break;
    case JsonKind::kArray:
      CHECK(at[0] == '[');
      break;
    case JsonKind::kString:
      CHECK(at[0] == '"');
      break;
    case JsonKind::kNumber:
      CHECK(at.substr(0, node.text.size()) == node.text);
      break;
    case JsonKind::kBool:
      CHECK(at.substr(0, 4) == (node.boolean ? "true" : "fals"));
      break;
    case JsonKind::kNull:
      CHECK(at.substr(0, 4) == "null");
      break;
  }
  for (const JsonNode& item : node.items) check_places(text, item);
  for (const JsonMember& member : node.members) {
    CHECK(text_at(text, member.place).substr(0, member.key.size() + 1) ==
          "\"" + member.key);
    check_places(text, member.value);
  }
}

}  // namespace

TEST_CASE("json: every value and key knows where it stands") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const std::string text =
        random_space(random) + random_json(random, 0) + random_space(random);
    INFO(text);
    check_places(text, parsed(text));
  }
}

TEST_CASE("json: columns count bytes, lines count line feeds") {
  const JsonNode root = parsed("{\"ü\": 1,\r\n \"b\": [true]}");
  CHECK(root.members[0].value.place.column == 8);
  CHECK(root.members[1].place.line == 2);
  CHECK(root.members[1].place.column == 2);
  CHECK(root.members[1].value.items[0].place.column == 8);
}

TEST_CASE("json: numbers keep their text") {
  for (const char* text :
       {"0", "-0", "1.50", "1e300", "18446744073709551616", "0.1E-7"}) {
    CHECK(parsed(text).text == text);
  }
}

TEST_CASE("json: members written twice are both kept, in order") {
  const JsonNode root = parsed(R"({"a": 1, "b": 2, "a": 3})");
  REQUIRE(root.members.size() == 3);
  CHECK(root.members[2].key == "a");
  CHECK(root.find("a")->text == "1");
  CHECK(root.find("c") == nullptr);
}

TEST_CASE("json: escapes are decoded, surrogate pairs joined") {
  CHECK(parsed(R"("\u00fc\ud83d\ude00\n\/")").text == "ü😀\n/");
  CHECK(parsed(R"("a\u0000b")").text == std::string("a\0b", 3));
}

TEST_CASE("json: what strict JSON does not allow is refused at its place") {
  const auto place = [](std::string_view text) {
    const TextPlace p = refused(text).place;
    return std::pair(p.line, p.column);
  };
  CHECK(place("{\"a\": 1,\n}") == std::pair(2, 1));
  CHECK(place("// hello\n{}") == std::pair(1, 1));
  CHECK(place("{} {}") == std::pair(1, 4));
  CHECK(place("{\"a\": \"\xff\"}") == std::pair(1, 8));
  CHECK(place(std::string_view("{}\0{}", 5)) == std::pair(1, 3));
  CHECK(place("") == std::pair(1, 1));
  for (const char* bad :
       {"[1,]", "[01]", "['a']", "{a: 1}", "[NaN]", "nul", "[\"\\ud800\"]",
        "\"a\nb\"", "[1 2]", "1e400", "{\"a\" 1}"}) {
    CHECK_FALSE(refused(bad).message.empty());
  }
}

TEST_CASE("json: the common slips are named in plain words") {
  CHECK_THAT(refused("[1,\n]").message, Catch::Contains("take the comma out"));
  CHECK_THAT(refused("[1] /* x */").message, Catch::Contains("comments"));
  CHECK_THAT(refused("\xEF\xBB\xBF{}").message,
             Catch::Contains("byte order mark"));
}

TEST_CASE("json: deep nesting is refused and does not end the process") {
  CHECK_THAT(refused(std::string(1000000, '[')).message,
             Catch::Contains("nested deeper"));
  parsed(std::string(200, '[') + std::string(200, ']'));
}

TEST_CASE("json: readers of own documents fall back on the default") {
  const JsonNode root = parsed(R"({"s": "x", "n": 12, "b": true, "f": 1.5,
                                   "big": 9223372036854775808})");
  CHECK(root.string_or("s", "d") == "x");
  CHECK(root.string_or("n", "d") == "d");
  CHECK(root.int_or("n", 3) == 12);
  CHECK(root.int_or("f", 3) == 3);
  CHECK(root.int_or("big", 3) == 3);
  CHECK(root.bool_or("b", false));
  CHECK(root.bool_or("none", true));
}

TEST_CASE("json: an own document that does not read back is broken") {
  CHECK(parse_own_json("[1]").ok());
  CHECK(parse_own_json("[1").status().kind() == StatusKind::kBroken);
}
