// SPDX-License-Identifier: Apache-2.0
#include "cli/binary.h"

namespace millrace {
namespace {

using test::has;
using test::millrace_run;

TEST_CASE("command line: usage errors exit 1, with a hint, on stderr") {
  const std::vector<std::vector<std::string>> wrong{
      {},
      {"pln", "x.json"},
      {"plan"},
      {"plan", "x.json", "--format", "yaml"},
      {"plan", "x.json", "--no-such-option"},
      {"apply", "x.json", "--until", "tomorrow"},
      {"apply", "x.json", "--follow", "--until", "data"},
      {"validate", "--color", "blue", "x.json"},
      {"--log-level", "loud", "validate", "x.json"}};
  for (const auto& words : wrong) {
    const test::Outcome ended = millrace_run(words);
    INFO(ended.text());
    CHECK(ended.exit_code == 1);
    CHECK(ended.out.empty());
    CHECK(has(ended.err, "error:"));
    CHECK(has(ended.err, "--help"));
  }
}

TEST_CASE("command line: a misspelt command is told its near name") {
  CHECK(has(millrace_run({"aply", "x"}).err, "did you mean `apply`?"));
  CHECK(has(millrace_run({"verfy", "x"}).err, "did you mean `verify`?"));
  CHECK_FALSE(has(millrace_run({"plan"}).err, "did you mean"));
}

TEST_CASE("command line: help and version are results") {
  const test::Outcome help = millrace_run({"--help"});
  CHECK(help.exit_code == 0);
  for (const char* word : {"validate", "fmt", "plan", "apply", "status",
                           "verify", "forget", "explain"}) {
    CHECK(has(help.out, word));
  }
  const test::Outcome apply = millrace_run({"apply", "--help"});
  CHECK(apply.exit_code == 0);
  CHECK(has(apply.out, "--timeout"));
  const test::Outcome version = millrace_run({"--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.out.starts_with("millrace "));
  CHECK(version.err.empty());
}

TEST_CASE("command line: common options stand before or behind the command") {
  CHECK(millrace_run({"--color", "never", "explain", "--list"}).exit_code == 0);
  CHECK(millrace_run({"explain", "--list", "--color", "never"}).exit_code == 0);
}

}  // namespace
}  // namespace millrace
