// SPDX-License-Identifier: Apache-2.0
#include "cli/binary.h"

namespace millrace {
namespace {

using test::millrace_run;
using test::PlanFile;

TEST_CASE("verify: servers that are not there are never called equal") {
  const PlanFile plan;
  const test::Outcome ended = millrace_run({"verify", plan.path});
  INFO(ended.text());
  CHECK(ended.exit_code == 3);
  CHECK(ended.out.empty());
}

TEST_CASE("verify: repair is refused and says what to do instead") {
  const PlanFile plan;
  const test::Outcome ended = millrace_run({"verify", plan.path, "--repair"});
  CHECK(ended.exit_code == 1);
  CHECK(test::has(ended.err, "forget"));
}

}  // namespace
}  // namespace millrace
