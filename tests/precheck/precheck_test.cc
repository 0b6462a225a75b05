// SPDX-License-Identifier: Apache-2.0
#include "precheck/precheck.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

namespace {

// A table of which there is nothing to say at all.
Table quiet_table() {
  Table table = test::orders_table();
  table.columns[0].auto_increment = false;
  return table;
}

}  // namespace

TEST_CASE("precheck: nothing wrong, nothing found") {
  test::Sample sample("", {quiet_table()});
  CHECK(precheck(sample.input).empty());
  sample.converge();
  CHECK(precheck(sample.input).empty());
}

TEST_CASE("precheck: errors stand first") {
  test::Sample sample("", {quiet_table()});
  sample.source().facts.settings["binlog_format"] = "MIXED";
  sample.source().facts.position.kind = PositionKind::kFile;
  const auto findings = precheck(sample.input);
  CHECK(test::codes(findings) == "P105 P115");
  CHECK(blocks(findings));
}

TEST_CASE("precheck: a waived error does not block") {
  test::Sample sample(R"("waive": [{"code": "P105", "object": "eu",
                                    "reason": "old sessions only"}])",
                      {quiet_table()});
  sample.source().facts.settings["binlog_format"] = "MIXED";
  const auto findings = precheck(sample.input);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].waived);
  CHECK_FALSE(blocks(findings));
}

TEST_CASE("precheck: what a scan finds is missed only where it looked") {
  test::Sample sample(R"("waive": [{"code": "P182", "object": "eu.*",
                                    "reason": "it is replaced"}])",
                      {quiet_table()});
  sample.input.scanned = true;
  CHECK(test::codes(precheck(sample.input)) == "P189");
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.chunks_done = 1;
  sample.input.ledger.roads = {road};
  CHECK(test::codes(precheck(sample.input)).find("P189") == std::string::npos);
}

}  // namespace millrace
