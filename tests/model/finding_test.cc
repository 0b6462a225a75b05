// SPDX-License-Identifier: Apache-2.0
#include "model/finding.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("finding: only an error that nobody waived blocks") {
  Finding f;
  f.severity = Severity::kWarning;
  CHECK_FALSE(blocks({}));
  CHECK_FALSE(blocks({f}));
  f.severity = Severity::kError;
  CHECK(blocks({Finding(), f}));
  f.waived = true;
  CHECK_FALSE(blocks({f}));
}

TEST_CASE("finding: severities in words") {
  CHECK(std::string(severity_name(Severity::kInfo)) == "info");
  CHECK(std::string(severity_name(Severity::kWarning)) == "warning");
  CHECK(std::string(severity_name(Severity::kError)) == "error");
}
