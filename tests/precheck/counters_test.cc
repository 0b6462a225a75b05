// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("counters: one line for every column that counts up") {
  test::Sample sample("", {test::orders_table("a"), test::orders_table("b")});
  const Finding finding = sample.only(check_counters);
  CHECK(finding.code == "P186");
  CHECK(finding.severity == Severity::kInfo);
  CHECK(finding.evidence == "a.orders.id, b.orders.id");
}

TEST_CASE("counters: a target that counts already needs nothing") {
  test::Sample sample;
  sample.converge();
  sample.input.actual.tables[0].columns[0].auto_increment = true;
  CHECK(sample.codes_of(check_counters) == "");
}

TEST_CASE("counters: the cut-over in the words of the target") {
  test::Sample sample;
  Flavor& flavor = sample.input.target.flavor;
  CHECK(sample.only(check_counters).remedy.find("AS IDENTITY") !=
        std::string::npos);
  flavor.kind = FlavorKind::kGreenplum;
  flavor.major = 9;
  CHECK(sample.only(check_counters).remedy.find("CREATE SEQUENCE") !=
        std::string::npos);
  flavor.major = 12;
  CHECK(sample.only(check_counters).remedy.find("AS IDENTITY") !=
        std::string::npos);
}

TEST_CASE("counters: a sequence of DRDS stays behind numbers that come along") {
  test::Sample sample;
  sample.converge();
  sample.input.actual.tables[0].columns[0].auto_increment = true;
  sample.input.target.flavor.kind = FlavorKind::kDrds;
  const Finding finding = sample.only(check_counters);
  CHECK(finding.code == "P186");
  CHECK(finding.remedy.find("ALTER SEQUENCE AUTO_SEQ_") != std::string::npos);
}

}  // namespace millrace
