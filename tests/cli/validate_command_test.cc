// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/binary.h"

namespace millrace {
namespace {

using test::has;
using test::in_root;
using test::millrace_run;

TEST_CASE("validate: every example plan is valid") {
  std::vector<std::string> words{"validate"};
  for (const auto& entry :
       std::filesystem::directory_iterator(in_root("plans"))) {
    if (entry.path().extension() == ".json") {
      words.push_back(entry.path().string());
    }
  }
  REQUIRE(words.size() > 1);
  const test::Outcome ended = millrace_run(words);
  INFO(ended.text());
  CHECK(ended.exit_code == 0);
  CHECK(has(ended.out, ": valid\n"));
}

TEST_CASE("validate: mistakes are named with their places, exit code 1") {
  const test::Outcome ended =
      millrace_run({"validate", "-"}, "{\"name\": \"x\", \"sorces\": {}}");
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.out, "-:1:15: error P0"));
  CHECK(has(ended.out, "sources"));
}

TEST_CASE("validate: one bad file among good ones fails the whole") {
  const test::Outcome ended = millrace_run(
      {"validate", "/no/such/plan.json", "-"}, test::lonely_plan());
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.err, "/no/such/plan.json"));
  CHECK(has(ended.out, "-: valid"));
}

TEST_CASE("validate: a literal password is refused and never shown") {
  std::string plan = test::lonely_plan();
  plan.replace(plan.find("\"user\""), 0, "\"password\": \"hunter2\", ");
  const test::Outcome ended = millrace_run({"validate", "-"}, plan);
  CHECK(ended.exit_code == 1);
  CHECK_FALSE(has(ended.out + ended.err, "hunter2"));
}

}  // namespace
}  // namespace millrace
