// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source replica: a note while it replicates, a warning when not") {
  test::Sample sample;
  CHECK(sample.codes_of(check_source_replica) == "");
  sample.source().facts.replica_of = "primary:3306";
  CHECK(sample.only(check_source_replica).severity == Severity::kInfo);
  sample.source().facts.replica_problem = "its applier is not running (No)";
  const Finding finding = sample.only(check_source_replica);
  CHECK(finding.code == "P169");
  CHECK(finding.severity == Severity::kWarning);
}

}  // namespace millrace
