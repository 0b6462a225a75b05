// SPDX-License-Identifier: Apache-2.0
#include "cli/binary.h"

namespace millrace {
namespace {

using test::millrace_run;
using test::PlanFile;

TEST_CASE("forget: a target that is not there is an error") {
  const PlanFile plan;
  const test::Outcome ended = millrace_run({"forget", plan.path});
  INFO(ended.text());
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
}

}  // namespace
}  // namespace millrace
