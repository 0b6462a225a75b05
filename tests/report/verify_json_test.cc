// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "base/json.h"
#include "report/samples.h"
#include "report/verify_view.h"

namespace millrace {
namespace {

VerifyResult sample() {
  VerifyTable table;
  table.target = {"sales", "orders"};
  table.sources = {"eu.shop_1.orders"};
  table.rows_source = 120000;
  table.rows_target = 119999;
  table.missing = 1;
  table.different = 1;
  DifferenceSample missing;
  missing.key = {{"id", "77"}};
  DifferenceSample different;
  different.kind = DifferenceKind::kDifferent;
  different.key = {{"id", "78"}};
  different.columns = {{"note", std::string("a\xff"), std::nullopt}};
  table.samples = {missing, different};
  VerifyResult result;
  result.plan = "shop";
  result.tables.push_back(table);
  return result;
}

TEST_CASE("verify json: names and shapes are those of the contract") {
  CHECK(test::schema_says("verify", verify_json(sample())) == "");
  const auto root = parse_own_json(verify_json(sample()));
  REQUIRE(root.ok());
  CHECK(root->string_or("plan", "") == "shop");
  CHECK_FALSE(root->bool_or("equal", true));
  const JsonNode& table = root->find("tables")->items.at(0);
  CHECK(table.string_or("status", "") == "different");
  CHECK(table.int_or("rows_target", 0) == 119999);
  CHECK(table.int_or("missing", 0) == 1);
  CHECK(table.int_or("extra", -1) == 0);
  const JsonNode& missing = table.find("samples")->items.at(0);
  CHECK(missing.string_or("kind", "") == "missing");
  CHECK(missing.find("key")->string_or("id", "") == "77");
  CHECK(missing.find("columns")->members.empty());
}

TEST_CASE("verify json: values that are no UTF-8 leave the document valid") {
  const auto root = parse_own_json(verify_json(sample()));
  REQUIRE(root.ok());
  const JsonNode& note = *root->find("tables")
                              ->items.at(0)
                              .find("samples")
                              ->items.at(1)
                              .find("columns")
                              ->find("note");
  CHECK(note.string_or("source", "") == "a\xef\xbf\xbd");
  CHECK(note.find("target")->is_null());
}

TEST_CASE("verify json: an absent table differs, also from an empty one") {
  VerifyResult result = sample();
  result.tables[0] = {};
  result.tables[0].sources = {"eu.shop.t"};
  result.tables[0].absent = true;
  const auto root = parse_own_json(verify_json(result));
  REQUIRE(root.ok());
  CHECK(test::schema_says("verify", verify_json(result)) == "");
  CHECK_FALSE(root->bool_or("equal", true));
  const auto& table = root->find("tables")->items.at(0);
  CHECK(table.string_or("status", "") == "different");
  CHECK(table.bool_or("absent", false));
}

TEST_CASE("verify json: what could not be compared is not equal") {
  VerifyResult result = sample();
  result.tables[0] = {};
  result.tables[0].sources = {"eu.shop.t"};
  result.tables[0].error = "no such table";
  const auto root = parse_own_json(verify_json(result));
  REQUIRE(root.ok());
  CHECK(test::schema_says("verify", verify_json(result)) == "");
  CHECK_FALSE(root->bool_or("equal", true));
  CHECK(root->find("tables")->items.at(0).string_or("status", "") == "error");
}

}  // namespace
}  // namespace millrace
