// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_format.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

JsonNode json(const std::string& text) {
  Result<JsonNode> node = parse_own_json(text);
  INFO(text);
  REQUIRE(node.ok());
  return *node;
}

std::string formatted(const std::string& text) {
  Result<std::string> out = format_plan(text);
  INFO(text);
  REQUIRE(out.ok());
  return *out;
}

// Equal but for the order of members; twins keep theirs.
bool same(const JsonNode& a, const JsonNode& b) {
  if (a.kind != b.kind || a.boolean != b.boolean || a.text != b.text ||
      a.items.size() != b.items.size() ||
      a.members.size() != b.members.size()) {
    return false;
  }
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  const auto by_key = [](const JsonMember& x, const JsonMember& y) {
    return x.key < y.key;
  };
  std::vector<JsonMember> am = a.members;
  std::vector<JsonMember> bm = b.members;
  std::stable_sort(am.begin(), am.end(), by_key);
  std::stable_sort(bm.begin(), bm.end(), by_key);
  for (size_t i = 0; i < am.size(); ++i) {
    if (am[i].key != bm[i].key || !same(am[i].value, bm[i].value)) {
      return false;
    }
  }
  return true;
}

// The document with members shuffled, and now and then one of junk.
void write_shuffled(const JsonNode& node, std::mt19937& random, bool shuffle,
                    JsonWriter& out) {
  if (node.is_string()) out.string(node.text);
  if (node.is_number()) out.number_text(node.text);
  if (node.is_bool()) out.boolean(node.boolean);
  if (node.is_null()) out.null();
  if (node.is_array()) {
    out.begin_array();
    for (const JsonNode& i : node.items) {
      write_shuffled(i, random, shuffle, out);
    }
    out.end_array();
  }
  if (!node.is_object()) return;
  std::vector<JsonMember> members = node.members;
  if (shuffle) std::shuffle(members.begin(), members.end(), random);
  out.begin_object();
  for (const JsonMember& member : members) {
    out.key(member.key);
    write_shuffled(member.value, random, shuffle, out);
    if (shuffle && random() % 8 == 0) {
      out.key(random() % 2 ? "junk" : member.key).number_text("1.50e3");
    }
  }
  out.end_object();
}

}  // namespace

TEST_CASE("plan format: formatting keeps everything and is idempotent") {
  std::mt19937 random(51);
  for (const std::string& path : example_plans()) {
    const JsonNode original = json(file_text(path));
    for (int round = 0; round < 100; ++round) {
      JsonWriter out(round % 2 == 0);
      write_shuffled(original, random, true, out);
      const std::string text = out.take();
      const std::string once = formatted(text);
      CHECK(same(json(once), json(text)));
      CHECK(formatted(once) == once);
    }
  }
}

TEST_CASE("plan format: the examples are in canonical layout") {
  for (const std::string& path : example_plans()) {
    const std::string text = file_text(path);
    CHECK(formatted(text) == text);
    JsonWriter minified;
    std::mt19937 random(0);
    write_shuffled(json(text), random, false, minified);
    CHECK(formatted(minified.take()) == text);
  }
}

TEST_CASE("plan format: no line is long that could be broken") {
  for (const std::string& path : example_plans()) {
    std::istringstream lines(formatted(file_text(path)));
    for (std::string line; std::getline(lines, line);) {
      CHECK(line.size() <= 100);
    }
  }
}

TEST_CASE("plan format: keys in order, the user's names in the user's") {
  CHECK(formatted(R"({"tables":[],"sources":{"z":{},"a":{}},"name":"n"})") ==
        "{\n"
        "  \"name\": \"n\",\n"
        "  \"sources\": {\n"
        "    \"z\": {},\n"
        "    \"a\": {}\n"
        "  },\n"
        "  \"tables\": []\n"
        "}\n");
}

TEST_CASE("plan format: what is no JSON is refused with its place") {
  const Status why = format_plan("{\n,}").status();
  CHECK(why.code() == "P001");
  CHECK_THAT(why.message(), Catch::StartsWith("2:1: "));
}

TEST_CASE("plan digest: layout and description do not change it") {
  const std::string base = R"({"name": "n", "limits": {"readers": 1}})";
  const std::string digest = plan_digest(json(base));
  CHECK(digest.size() == 7 + 64);
  for (const char* same_plan :
       {R"({"limits":{"readers":1},"name":"n"})",
        R"({"description": "d", "name": "n", "limits": {"readers": 1}})",
        R"({"$schema": "s", "name": "n", "limits": {"readers": 1}})",
        R"({"name": "\u006e", "limits": {"readers": 1}})"}) {
    CHECK(plan_digest(json(same_plan)) == digest);
  }
  for (const char* other : {R"({"name": "m", "limits": {"readers": 1}})",
                            R"({"name": "n", "limits": {"readers": 2}})",
                            R"({"name": "n", "limits": {"readers": "1"}})"}) {
    CHECK(plan_digest(json(other)) != digest);
  }
}

TEST_CASE("plan digest: no random edit of a value leaves it as it was") {
  const std::string text = file_text("plans/shop.json");
  const std::string digest = plan_digest(json(text));
  const size_t start = text.find("\"sources\"");
  std::mt19937 random(52);
  int tried = 0;
  while (tried < 200) {
    std::string edited = text;
    char& c = edited[start + random() % (text.size() - start)];
    if (!std::isalnum(static_cast<unsigned char>(c))) continue;
    c = c == 'q' ? 'k' : 'q';
    JsonNode root;
    JsonSyntaxError error;
    if (!parse_json(edited, &root, &error)) continue;
    ++tried;
    CHECK(plan_digest(root) != digest);
  }
}
