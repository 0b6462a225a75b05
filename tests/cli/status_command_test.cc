// SPDX-License-Identifier: Apache-2.0
#include "cli/binary.h"

namespace millrace {
namespace {

using test::millrace_run;
using test::PlanFile;

TEST_CASE("status: a ledger that cannot be read is an error, no result") {
  const PlanFile plan;
  const test::Outcome ended =
      millrace_run({"status", plan.path, "--format", "json"});
  INFO(ended.text());
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
  CHECK(test::has(ended.err, "error:"));
}

}  // namespace
}  // namespace millrace
