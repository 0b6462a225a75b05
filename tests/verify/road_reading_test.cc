// SPDX-License-Identifier: Apache-2.0
#include "verify/road_reading.h"

#include <catch2/catch.hpp>

#include "verify/roads.h"
#include "verify/table_side.h"

namespace millrace {
namespace {

std::vector<std::string> names(const ContentRequest& request) {
  std::vector<std::string> out;
  for (const ContentColumn& c : request.columns) out.push_back(c.name);
  return out;
}

TEST_CASE("road reading: the source is asked for mapped columns only") {
  const Route route = test::sample_road("shop_1", "one");
  const auto reading = RoadReading::of_source(route);
  REQUIRE(reading.ok());
  const ContentRequest request = (*reading)->request(nullptr);
  CHECK(request.table == QualifiedName{"shop_1", "orders"});
  CHECK(names(request) == std::vector<std::string>{"note", "id", "day"});
  CHECK(request.key == std::vector<size_t>{1});
  CHECK(request.columns[1].native == "native id");
}

TEST_CASE("road reading: the target is asked in its own words") {
  const Route route = test::sample_road("shop_1", "one");
  const auto reading = RoadReading::of_target(route);
  REQUIRE(reading.ok());
  const ContentRequest request = (*reading)->request(nullptr);
  CHECK(request.table == QualifiedName{"sales", "orders"});
  CHECK(names(request) ==
        std::vector<std::string>{"shard", "remark", "id", "day"});
  CHECK(request.key == std::vector<size_t>{0, 2});
}

TEST_CASE("road reading: a source row becomes what the target must hold") {
  Route route = test::sample_road("shop_1", "one");
  route.values.zero_date = ZeroDatePolicy::kNull;
  const auto reading = RoadReading::of_source(route);
  REQUIRE(reading.ok());
  const std::vector<Cell> row{Cell::of("hi"), Cell::of("7"),
                              Cell::of("0000-00-00")};
  Row cells;
  REQUIRE((*reading)->expected(row, &cells));
  REQUIRE(cells.size() == 4);
  CHECK(cells[0].text() == "one");
  CHECK(cells[1].text() == "hi");
  CHECK(cells[2].text() == "7");
  CHECK(cells[3].is_null());
}

TEST_CASE("road reading: no policy is applied to what the target holds") {
  Route route = test::sample_road("shop_1", "one");
  route.values.zero_date = ZeroDatePolicy::kNull;
  route.values.nul_byte = NulBytePolicy::kStrip;
  const auto reading = RoadReading::of_target(route);
  const std::vector<Cell> row{Cell::of("one"), Cell::of("x"), Cell::of("7"),
                              Cell::of("0000-00-00")};
  Row cells;
  REQUIRE((*reading)->expected(row, &cells));
  CHECK(cells[3].text() == "0000-00-00");
}

TEST_CASE("road reading: keys are asked for where they came this way") {
  const Route one = test::sample_road("shop_1", "one");
  const auto reading = RoadReading::of_source(one);
  KeySelection only;
  only.digests = {{1, 1}, {2, 2}};
  only.keys = {{"one", "7"}, {"two", "8"}};
  CHECK((*reading)->request(&only).keys ==
        std::vector<std::vector<std::string>>{{"7"}});
  CHECK_FALSE((*reading)->selects_none(only));
  only.keys = {{"two", "8"}};
  CHECK((*reading)->selects_none(only));
  const auto target = RoadReading::of_target(one);
  CHECK((*target)->request(&only).keys ==
        std::vector<std::vector<std::string>>{{"two", "8"}});
}

TEST_CASE("road reading: keys that cannot be asked for mean all rows") {
  Route route = test::sample_road("shop_1", "one");
  KeySelection only;
  only.digests = {{1, 1}};
  only.keys = {{"one", "7"}};
  route.source_table.columns[0].type.kind = TypeKind::kDouble;
  CHECK((*RoadReading::of_source(route))->request(&only).keys.empty());
  route = test::sample_road("shop_1", "one");
  route.target_key = {3};
  route.values.zero_date = ZeroDatePolicy::kEpoch;
  only.keys = {{"1970-01-01"}};
  CHECK((*RoadReading::of_source(route))->request(&only).keys.empty());
  route.target_key = {1};
  only.keys = {{std::nullopt}};
  CHECK((*RoadReading::of_source(route))->request(&only).keys.empty());
}

TEST_CASE("road reading: the filter keeps rows out, skipped columns and all") {
  Route route = test::sample_road("shop_1", "one");
  route.where = "secret <> 'draft' and id > 5";
  const auto reading = RoadReading::of_source(route);
  REQUIRE(reading.ok());
  CHECK(names((*reading)->request(nullptr)) ==
        std::vector<std::string>{"note", "id", "day", "secret"});
  Row cells;
  std::vector<Cell> row{Cell::of("hi"), Cell::of("7"), Cell::null(),
                        Cell::of("done")};
  CHECK((*reading)->expected(row, &cells));
  CHECK(cells.size() == 4);
  row[3] = Cell::of("draft");
  CHECK_FALSE((*reading)->expected(row, &cells));
  row[3] = Cell::null();  // unknown is not true
  CHECK_FALSE((*reading)->expected(row, &cells));
}

}  // namespace
}  // namespace millrace
