// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/placed_sample.h"

namespace millrace {
namespace {

using test::placed_sample;

std::vector<TableFigures> tenants(uint64_t values) {
  return {{{"shop", "orders"},
           {{"PRIMARY", {"tenant", "id"}, {values, 1'000'000}}},
           "",
           {},
           "",
           0}};
}

KeySpread seen(uint64_t rows, uint64_t distinct, uint64_t most, bool every) {
  return {{"shop", "orders"}, {"tenant"}, rows, distinct, most, every, ""};
}

TEST_CASE("placed keys: few values, and which key is better") {
  test::Sample sample = placed_sample({"tenant"});
  sample.source().figures = tenants(3);
  const Finding found = sample.only(check_placed_keys);
  CHECK(found.code == "P330");
  CHECK(found.severity == Severity::kWarning);
  CHECK(found.object == "target.shop.orders");
  CHECK(found.message.find("(tenant), which has about 3 different values") !=
        std::string::npos);
  CHECK(found.remedy == R"("distribution": {"by": ["id"]})");
  CHECK(found.evidence == "eu.shop.orders: about 3 different values of tenant");

  sample.source().figures = tenants(100);
  CHECK(sample.codes_of(check_placed_keys) == "");
}

TEST_CASE("placed keys: the remedy in the words of a sharded target") {
  test::Sample sample = placed_sample({});
  sample.source().figures = tenants(3);
  sample.input.target.flavor.kind = FlavorKind::kDrds;
  Table& table = sample.input.resolution.desired.tables[0];
  table.placement = {};
  table.partitioning = "DBPARTITION BY HASH(`tenant`)";
  CHECK(sample.only(check_placed_keys).remedy ==
        "\"sharding\": {\"database\": \"hash(id)\"}");
  sample.input.target.flavor.traits["mode"] = "auto";
  CHECK(sample.only(check_placed_keys).remedy ==
        "\"sharding\": {\"partition\": \"key(id)\"}");
  sample.input.actual = sample.input.resolution.desired;
  CHECK(sample.only(check_placed_keys).remedy.find("placed anew") !=
        std::string::npos);
}

TEST_CASE("placed keys: a small table, the whole key, no figures: nothing") {
  test::Sample small = placed_sample({"tenant"}, 5'000);
  small.source().figures = tenants(3);
  CHECK(small.codes_of(check_placed_keys) == "");
  test::Sample whole = placed_sample({"tenant", "id"});
  whole.source().figures = tenants(3);
  CHECK(whole.codes_of(check_placed_keys) == "");
  CHECK(placed_sample({"tenant"}).codes_of(check_placed_keys) == "");
}

TEST_CASE("placed keys: one value holds more than its share") {
  test::Sample sample = placed_sample({"tenant"});
  sample.source().figures = tenants(4'000);
  sample.source().spreads = {seen(20'000, 900, 12'000, false)};
  const Finding found = sample.only(check_placed_keys);
  CHECK(found.code == "P331");
  CHECK(found.object == "eu.shop.orders");
  CHECK(found.message.find("60 %") != std::string::npos);
  CHECK(found.evidence == "12,000 of 20,000 rows looked at");
  sample.source().spreads = {seen(20'000, 900, 1'000, false)};
  CHECK(sample.codes_of(check_placed_keys) == "");
}

TEST_CASE("placed keys: a sample's number of values is no verdict") {
  test::Sample sample = placed_sample({"tenant"});
  sample.source().spreads = {seen(20'000, 50, 500, false)};
  CHECK(sample.codes_of(check_placed_keys) == "");
  sample.source().spreads = {seen(1'000'000, 50, 50'000, true)};
  CHECK(sample.codes_of(check_placed_keys) == "P330");
}

TEST_CASE("placed keys: other targets place nothing") {
  test::Sample sample = placed_sample({"tenant"});
  sample.source().figures = tenants(3);
  sample.input.target.flavor.kind = FlavorKind::kPostgresql;
  CHECK(sample.codes_of(check_placed_keys) == "");
}

}  // namespace
}  // namespace millrace
