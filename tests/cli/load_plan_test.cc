// SPDX-License-Identifier: Apache-2.0
#include "cli/load_plan.h"

#include "cli/binary.h"

namespace millrace {
namespace {

TEST_CASE("load plan: a good file is a Plan that knows its path") {
  const test::PlanFile file;
  const std::unique_ptr<Plan> plan = load_plan(file.path);
  REQUIRE(plan != nullptr);
  CHECK(plan->name == "lonely");
  CHECK(plan->path == file.path);
}

TEST_CASE("load plan: a file that is not there, or wrong, is no Plan") {
  CHECK(load_plan("/no/such/plan.json") == nullptr);
  const test::PlanFile file("{\"name\": 3}");
  CHECK(load_plan(file.path) == nullptr);
}

}  // namespace
}  // namespace millrace
