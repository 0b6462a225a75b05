// SPDX-License-Identifier: Apache-2.0
#include "precheck/placed_key.h"

#include <catch2/catch.hpp>

#include "precheck/placed_sample.h"

namespace millrace {
namespace {

using test::placed_sample;
using Lines = std::vector<std::string>;

Lines lines(const test::Sample& sample) {
  return placement_lines(sample.input, {"shop", "orders"});
}

TEST_CASE("placed key: a key of the table needs no figures") {
  test::Sample sample = placed_sample({"tenant", "id"});
  CHECK(lines(sample) ==
        Lines{"key (tenant, id): every value is another one in eu.shop.orders",
              "most frequent value: none stands twice", "updated: not known"});
}

TEST_CASE("placed key: what the statistics say, rounded") {
  test::Sample sample = placed_sample({"tenant"});
  sample.source().figures = {
      {{"shop", "orders"},
       {{"PRIMARY", {"tenant", "id"}, {12'345, 987'654}}},
       "",
       false,
       "",
       0}};
  CHECK(lines(sample) ==
        Lines{"key (tenant): about 10,000 different values by the index "
              "statistics in eu.shop.orders",
              "most frequent value: not known; plan --scan sample looks",
              "updated: no row was, since the server began to count"});
  // A little more or less is no other proposal.
  const Lines before = lines(sample);
  sample.source().figures[0].indexes[0].distinct = {12'999, 990'000};
  CHECK(lines(sample) == before);
}

TEST_CASE("placed key: what a scan saw; what it could not tell") {
  test::Sample sample = placed_sample({"note"});
  CHECK(lines(sample)[0] ==
        "key (note): how many different values is not known in eu.shop.orders");
  sample.input.scanned = true;
  sample.source().spreads = {
      {{"shop", "orders"}, {"note"}, 20'000, 400, 5'100, false, ""}};
  CHECK(lines(sample)[0] ==
        "key (note): about 400 different values among 20,000 rows looked at in "
        "eu.shop.orders");
  CHECK(lines(sample)[1] ==
        "most frequent value: 25 % of 20,000 rows looked at");
  sample.source().spreads[0] = {{"shop", "orders"}, {"note"}, 0, 0, 0, false,
                                "a reason"};
  CHECK(lines(sample)[0].find("is not known") != std::string::npos);
  CHECK(lines(sample)[1] == "most frequent value: not known: a reason");
}

TEST_CASE("placed key: a server that could not be asked") {
  test::Sample sample = placed_sample({"tenant"});
  sample.source().figures_problem = "a reason";
  CHECK(lines(sample)[2] == "updated: not known: a reason");
}

TEST_CASE("placed key: why nothing is known of updates") {
  test::Sample sample = placed_sample({"tenant"});
  TableFigures figures;
  figures.table = {"shop", "orders"};
  figures.updates_unknown = "performance_schema is off";
  sample.source().figures = {figures};
  CHECK(lines(sample)[2] == "updated: not known: performance_schema is off");
  sample.source().figures[0].updated = true;
  CHECK(lines(sample)[2] ==
        "updated: rows are updated; which columns is not counted");
}

TEST_CASE("placed key: indexes that are unique no longer are among the lines") {
  test::Sample sample = placed_sample({"tenant", "id"});
  Finding demoted;
  demoted.code = "P244";
  demoted.object = "target.shop.orders.mail";
  demoted.message = "unique (mail) -> plain index mail: reasons";
  Finding other = demoted;
  other.object = "target.shop.orders2";
  sample.input.resolution.findings = {demoted, other};
  CHECK(lines(sample).back() == demoted.message);
  CHECK(lines(sample).size() == 4);
}

TEST_CASE("placed key: of a target that places nothing there is no line") {
  test::Sample sample;
  CHECK(lines(sample).empty());
  CHECK(placed_key(sample.input, {"shop", "orders"}).empty());
}

TEST_CASE("placed key: the table that is there counts, and clauses of DRDS") {
  test::Sample sample = placed_sample({"tenant", "id"});
  sample.input.actual = sample.input.resolution.desired;
  sample.input.actual.tables[0].placement.columns = {"note"};
  CHECK(placed_key(sample.input, {"shop", "orders"}) == Lines{"note"});

  test::Sample drds;
  drds.input.target.flavor.kind = FlavorKind::kDrds;
  drds.input.resolution.desired.tables[0].partitioning =
      "DBPARTITION BY HASH(`id`) TBPARTITION BY HASH(`id`) TBPARTITIONS 4";
  CHECK(placed_key(drds.input, {"shop", "orders"}) == Lines{"id"});
}

TEST_CASE("placed key: about") {
  CHECK(about(7) == "about 7");
  CHECK(about(10) == "about 10");
  CHECK(about(14) == "about 10");
  CHECK(about(15) == "about 20");
  CHECK(about(96) == "about 100");
  CHECK(about(2'499'999) == "about 2,000,000");
}

}  // namespace
}  // namespace millrace
