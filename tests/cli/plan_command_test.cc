// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "base/json.h"
#include "cli/binary.h"

namespace millrace {
namespace {

using test::has;
using test::millrace_run;

using test::PlanFile;

TEST_CASE("plan: servers that are not there are findings, both of them") {
  const PlanFile plan(test::lonely_plan());
  const test::Outcome ended =
      millrace_run({"plan", plan.path, "--format", "json"});
  INFO(ended.text());
  CHECK(ended.exit_code == 3);
  const auto root = parse_own_json(ended.out);
  REQUIRE(root.ok());
  CHECK_FALSE(root->bool_or("applyable", true));
  CHECK(root->find("summary")->int_or("errors", 0) == 2);
  const auto schema = schema_violation(
      test::read_file(test::in_root("schemas/proposal.schema.json")),
      ended.out);
  REQUIRE(schema.ok());
  CHECK(*schema == "");
}

TEST_CASE("plan: a blocked proposal is not saved") {
  const PlanFile plan(test::lonely_plan());
  const std::string out = plan.folder + "/saved";
  const test::Outcome ended = millrace_run({"plan", plan.path, "--out", out});
  CHECK(ended.exit_code == 3);
  CHECK_FALSE(std::filesystem::exists(out));
  CHECK(has(ended.err, "was not written"));
}

TEST_CASE("plan: a plan with mistakes is an error, told on stderr") {
  const PlanFile plan("{\"nme\": 1}");
  const test::Outcome ended = millrace_run({"plan", plan.path});
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
  CHECK(has(ended.err, "error P0"));
}

}  // namespace
}  // namespace millrace
