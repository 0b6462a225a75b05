// SPDX-License-Identifier: Apache-2.0
#include "proposal/key_scan.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

// Tables that are nothing but their keys, in order.
class Keys : public Inspector {
 public:
  std::map<std::string, std::vector<KeyBound>> tables;
  std::string refuse;

  Result<ServerFacts> facts() override { return ServerFacts(); }
  Result<Catalog> inspect(const Scope&) override { return Catalog(); }
  Result<Catalog> list() override { return Catalog(); }
  Status probe_rows(const std::vector<QualifiedName>&, Catalog*) override {
    return {};
  }
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>&) override {
    return std::vector<ScanAnswer>();
  }
  Result<std::vector<KeyBound>> keys_after(const Table& table,
                                           const std::vector<size_t>&,
                                           const std::optional<KeyBound>& after,
                                           uint64_t rows) override {
    if (!refuse.empty()) return Status::refused(refuse);
    std::vector<KeyBound> some;
    for (const KeyBound& key : tables[table.name.schema]) {
      if (after && key <= *after) continue;
      if (some.size() < rows) some.push_back(key);
    }
    return some;
  }
  Result<std::vector<KeyBound>> present_keys(
      const Table& table, const std::vector<size_t>&,
      const std::vector<KeyBound>& keys) override {
    std::vector<KeyBound> there;
    for (const KeyBound& key : tables[table.name.schema]) {
      const auto equal = [&](const KeyBound& asked) {
        return asked.size() == 1 && to_lower(asked[0]) == to_lower(key[0]);
      };
      if (std::any_of(keys.begin(), keys.end(), equal)) there.push_back(key);
    }
    return there;
  }
};

std::vector<KeyCollision> found(Keys& keys, const KeyScanBounds& bounds,
                                const std::string& more = "") {
  test::Sample sample(
      R"("mappings": [{"match": "*.orders", "to": {"schema": "s"})" + more +
          "}]",
      {test::orders_table("a"), test::orders_table("b")});
  return scan_keys(sample.input, {{"eu", &keys}}, bounds);
}

}  // namespace

TEST_CASE("key scan: a key of both tables is found wherever it stands") {
  KeyScanBounds bounds;
  bounds.keys_per_query = 3;
  bounds.keys_per_pair = 0;
  for (int at = 0; at < 10; ++at) {
    Keys keys;
    for (int i = 0; i < 10; ++i) {
      keys.tables["a"].push_back({"a" + std::to_string(i)});
    }
    keys.tables["b"] = {{"a" + std::to_string(at)}, {"z"}};
    const auto collisions = found(keys, bounds);
    REQUIRE(collisions.size() == 1);
    CHECK(collisions[0].count == 1);
    CHECK(collisions[0].keys_seen == 10);
    CHECK(collisions[0].sample == "id=a" + std::to_string(at));
    CHECK(collisions[0].first == "eu.a.orders");
    CHECK(collisions[0].second == "eu.b.orders");
  }
}

TEST_CASE("key scan: keys that only the source takes for equal are none") {
  Keys keys;
  keys.tables["a"] = {{"x"}};
  keys.tables["b"] = {{"X"}};
  CHECK(found(keys, {}).empty());
}

TEST_CASE("key scan: a sample ends where it was told to") {
  Keys keys;
  keys.tables["a"] = {{"a"}, {"b"}, {"c"}, {"d"}};
  keys.tables["b"] = {{"d"}};
  KeyScanBounds bounds;
  bounds.keys_per_query = 1;
  bounds.keys_per_pair = 2;
  CHECK(found(keys, bounds).empty());
}

TEST_CASE("key scan: a constant in the key leaves nothing to ask") {
  Keys keys;
  keys.refuse = "asked";
  CHECK(found(keys, {},
              R"(, "add_columns": {"o": {"type": "text", "value":
                 "$database"}}, "primary_key": ["o", "id"])")
            .empty());
}

TEST_CASE("key scan: what could not be compared is said") {
  Keys keys;
  keys.refuse = "no such privilege";
  const auto collisions = found(keys, {});
  REQUIRE(collisions.size() == 1);
  CHECK(collisions[0].problem == "no such privilege");
  KeyScanBounds bounds;
  bounds.time = std::chrono::seconds(-1);
  Keys some;
  CHECK(found(some, bounds).at(0).problem.find("time") != std::string::npos);
}

}  // namespace millrace
