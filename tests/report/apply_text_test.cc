// SPDX-License-Identifier: Apache-2.0
#include "report/apply_text.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {
namespace {

TEST_CASE("apply text: done, stopped, out of time, stopped stream") {
  const Plan plan = test::sample_plan();
  ApplyResult result;
  const auto text = [&](StopReason reason) {
    return apply_text(plan, result, reason, Paint());
  };
  CHECK(text(StopReason::kSignal).find("next run goes on") !=
        std::string::npos);
  CHECK(text(StopReason::kTimeout).find("time is up") != std::string::npos);
  CHECK(text(StopReason::kFailure).find("before the goal") !=
        std::string::npos);
  result.reached = true;
  result.rows_copied = 1234;
  CHECK(text(StopReason::kNone)
            .find("Done. Plan shop: 0 statements, 0 "
                  "tables and 1,234 rows copied") != std::string::npos);
  result.findings.push_back(test::sample_error());
  CHECK(text(StopReason::kNone).find("A stream has stopped") !=
        std::string::npos);
  CHECK(text(StopReason::kNone).find("P102") != std::string::npos);
}

}  // namespace
}  // namespace millrace
