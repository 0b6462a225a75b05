// SPDX-License-Identifier: Apache-2.0
#include "cli/binary.h"

namespace millrace {
namespace {

using test::has;
using test::millrace_run;

TEST_CASE("explain: a page per code, in any letter case") {
  const test::Outcome page = millrace_run({"explain", "p131"});
  CHECK(page.exit_code == 0);
  CHECK(page.out.starts_with("P131: "));
  CHECK(page.err.empty());
}

TEST_CASE("explain: the list names every code on a line of its own") {
  const test::Outcome list = millrace_run({"explain", "--list"});
  CHECK(list.exit_code == 0);
  CHECK(has(list.out, "\nP131  "));
}

TEST_CASE("explain: an unknown code is an error that helps on") {
  const test::Outcome ended = millrace_run({"explain", "P999"});
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
  CHECK(has(ended.err, "--list"));
  CHECK(millrace_run({"explain"}).exit_code == 1);
  CHECK(millrace_run({"explain", "P131", "--list"}).exit_code == 1);
}

}  // namespace
}  // namespace millrace
