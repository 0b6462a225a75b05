// SPDX-License-Identifier: Apache-2.0
#include "proposal/scan_requests.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"
#include "proposal/moves.h"

namespace millrace {

TEST_CASE("scan requests: only what the target could not take") {
  test::Sample sample;
  const auto requests = scan_requests(sample.input, "eu", 100);
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].key == std::vector<std::string>{"id"});
  CHECK(requests[0].row_limit == 100);
  std::string asked;
  for (const ScanCheck& check : requests[0].checks) asked += check.column + " ";
  CHECK(asked == "note note paid_at status status ");
  CHECK(scan_requests(sample.input, "us", 0).empty());
}

TEST_CASE("scan requests: of the source's family, text must be text") {
  test::Sample sample;
  sample.input.resolution.routes[0].holds_source_values = true;
  const auto requests = scan_requests(sample.input, "eu", 0);
  REQUIRE(requests.size() == 1);
  std::string asked;
  for (const ScanCheck& check : requests[0].checks) {
    CHECK(check.kind == ScanKind::kInvalidText);
    CHECK_FALSE(check.charset.empty());
    asked += check.column + " ";
  }
  CHECK(asked == "note status ");
}

TEST_CASE("scan requests: a copied table is not asked about again") {
  test::Sample sample;
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.copied = true;
  sample.input.ledger.roads = {road};
  CHECK(scan_requests(sample.input, "eu", 0).empty());
}

TEST_CASE("scan requests: a copy under way is not sampled again, but scanned") {
  test::Sample sample;
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  sample.input.ledger.roads = {road};
  CHECK(scan_requests(sample.input, "eu", 100).size() == 1);
  sample.input.ledger.roads[0].chunks_done = 1;
  CHECK(scan_requests(sample.input, "eu", 100).empty());
  CHECK(scan_requests(sample.input, "eu", 0).size() == 1);
}

TEST_CASE("scan requests: text takes any date") {
  test::Sample sample(R"("mappings": [{"match": "*.*", "columns":
                           {"paid_at": {"type": "text"}}}])");
  const auto requests = scan_requests(sample.input, "eu", 0);
  REQUIRE(requests.size() == 1);
  for (const ScanCheck& check : requests[0].checks) {
    CHECK(check.kind != ScanKind::kZeroDate);
  }
}

TEST_CASE("scan requests: a narrower type is asked for what it cannot hold") {
  test::Sample sample(R"json("mappings": [{"match": "*.*", "columns": {
      "id": {"type": "integer"}, "note": {"type": "char(20)"},
      "total": {"type": "numeric(6,2)"}}}])json");
  const auto requests = scan_requests(sample.input, "eu", 0);
  REQUIRE(requests.size() == 1);
  std::map<ScanKind, ScanCheck> asked;
  for (const ScanCheck& check : requests[0].checks) {
    asked.emplace(check.kind, check);
  }
  CHECK(asked.at(ScanKind::kOutOfRange).column == "id");
  CHECK(asked.at(ScanKind::kOutOfRange).greatest == "2147483647");
  CHECK(asked.at(ScanKind::kTooLong).limit == 20);
  CHECK(asked.at(ScanKind::kTrailingBlank).column == "note");
}

TEST_CASE("scan requests: what is there already counts, not what was meant") {
  test::Sample sample;
  sample.converge();
  sample.input.actual.tables[0].columns[0].native = "smallint";
  bool asked = false;
  for (const auto& request : scan_requests(sample.input, "eu", 0)) {
    for (const ScanCheck& check : request.checks) {
      asked |= check.kind == ScanKind::kOutOfRange && check.column == "id";
    }
  }
  CHECK(asked);
}

TEST_CASE("scan requests: what the plan widens takes what it will be") {
  test::Sample sample;
  sample.converge();
  sample.input.actual.tables[0].columns[0].native = "smallint";
  sample.input.difference = difference_so_far(sample.input);
  REQUIRE_FALSE(sample.input.difference.changes.empty());
  for (const auto& request : scan_requests(sample.input, "eu", 0)) {
    for (const ScanCheck& check : request.checks) {
      CHECK(check.kind != ScanKind::kOutOfRange);
    }
  }
}

TEST_CASE("scan requests: only columns that may be large are measured") {
  Table table = test::orders_table();
  table.columns.push_back(test::column("body", TypeKind::kText, "longtext"));
  table.columns.back().type.length = 4294967295;
  table.columns.push_back(test::column("bin", TypeKind::kBlob, "mediumblob"));
  table.columns.back().type.length = 16777215;
  test::Sample sample("", {table});
  std::string asked;
  for (const auto& request : scan_requests(sample.input, "eu", 0)) {
    for (const ScanCheck& check : request.checks) {
      if (check.kind != ScanKind::kTooLarge) continue;
      asked += cat(check.column, ":", check.limit, " ");
    }
  }
  CHECK(asked == "body:128000000 body:500000000 ");
}

}  // namespace millrace
