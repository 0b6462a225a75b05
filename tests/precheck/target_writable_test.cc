// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target writable: a standby and a read-only default block") {
  test::Sample sample;
  CHECK(sample.codes_of(check_target_writable) == "");
  sample.input.target.in_recovery = true;
  CHECK(sample.only(check_target_writable).code == "P231");
  sample.input.target.in_recovery = false;
  sample.input.target.settings["default_transaction_read_only"] = "on";
  const Finding finding = sample.only(check_target_writable);
  CHECK(finding.severity == Severity::kError);
  CHECK(finding.remedy.find("ALTER ROLE") == 0);
}

}  // namespace millrace
