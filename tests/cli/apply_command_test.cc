// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/binary.h"

namespace millrace {
namespace {

using test::has;
using test::millrace_run;

using test::PlanFile;

TEST_CASE("apply: without a terminal it says what to use instead of asking") {
  const PlanFile plan;
  const test::Outcome ended = millrace_run({"apply", plan.path});
  INFO(ended.text());
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.err, "--yes"));
  CHECK(has(ended.err, "--out"));
}

TEST_CASE("apply: a target that is not there is an error, not a success") {
  const PlanFile plan;
  const test::Outcome ended =
      millrace_run({"apply", plan.path, "--yes", "--timeout", "20s"});
  INFO(ended.text());
  CHECK(ended.exit_code != 0);
  CHECK(has(ended.err, "error"));
}

TEST_CASE("apply: a duration must have a unit") {
  const PlanFile plan;
  const test::Outcome ended =
      millrace_run({"apply", plan.path, "--yes", "--timeout", "90"});
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.err, "--timeout"));
  CHECK(has(ended.err, "90s"));
}

TEST_CASE("apply: several plans cannot be followed in one process") {
  const PlanFile plan;
  const test::Outcome ended =
      millrace_run({"apply", plan.path, plan.path, "--yes", "--follow"});
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.err, "--follow"));
}

TEST_CASE("apply: one plan with mistakes keeps all from starting") {
  const PlanFile plan;
  const std::string bad = plan.folder + "/bad.json";
  test::write_file(bad, "{}");
  const test::Outcome ended = millrace_run({"apply", plan.path, bad, "--yes"});
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
  CHECK(has(ended.err, "bad.json"));
}

TEST_CASE("apply: a saved proposal whose Plan is gone names the Plan") {
  const PlanFile plan;
  const std::string saved = plan.folder + "/saved";
  test::write_file(saved,
                   R"({"millrace_proposal": "1.0", "digest": "sha256:x",
                       "plan_path": "/no/such/plan.json"})");
  const test::Outcome ended = millrace_run({"apply", saved});
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.err, "/no/such/plan.json"));
}

}  // namespace
}  // namespace millrace
