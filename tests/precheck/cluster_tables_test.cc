// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("cluster tables: part of the segments, dead rows") {
  using Kind = ClusterNote::Kind;
  test::Sample sample;
  sample.input.target.cluster_notes = {
      {"shop.orders", "2 of 4 segments", Kind::kFewSegments},
      {"shop.orders", "90 pages, 10 expected", Kind::kBloat},
      {"shop.others", "1 of 4 segments", Kind::kFewSegments}};
  CHECK(sample.codes_of(check_cluster_tables) == "P336 P337");
  sample.input.target.cluster_notes.resize(1);
  const Finding finding = sample.only(check_cluster_tables);
  CHECK(finding.evidence == "2 of 4 segments");
  CHECK(finding.remedy.starts_with(
      "ALTER TABLE \"shop\".\"orders\" EXPAND TABLE"));
  sample.input.target_read = false;
  CHECK(sample.codes_of(check_cluster_tables) == "");
}

}  // namespace millrace
