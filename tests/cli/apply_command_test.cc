// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/binary.h"
#include "cli/saved_proposal.h"

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
  SavedProposal proposal;
  proposal.plan_path = "/no/such/plan.json";
  test::write_file(saved, saved_proposal_json(proposal));
  const test::Outcome ended = millrace_run({"apply", saved});
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.err, "/no/such/plan.json"));
  // Half of it is damaged, and so is one of an earlier format.
  const std::string text = test::read_file(saved);
  for (const std::string& bad :
       {text.substr(0, text.size() / 2),
        std::string(R"({"millrace_proposal": "1.0"})")}) {
    test::write_file(saved, bad);
    const test::Outcome refused = millrace_run({"apply", saved});
    CHECK(refused.exit_code == 1);
    CHECK(has(refused.err, "make it again"));
  }
}

}  // namespace
}  // namespace millrace
