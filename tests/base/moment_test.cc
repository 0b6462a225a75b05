// SPDX-License-Identifier: Apache-2.0
//
// The trap is read once per process, so each case runs in a child.
#include "base/moment.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

// How often the child passed "here" before it was killed; -1 = it was not.
int passes_before_kill(const char* trap, int most) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    setenv("MILLRACE_CRASH_AT", trap, 1);
    for (int i = 0; i < most; ++i) {
      moment("elsewhere");
      moment("here");
      if (write(ends[1], ".", 1) != 1) _exit(2);
    }
    _exit(0);
  }
  close(ends[1]);
  int passes = 0;
  for (char c = 0; read(ends[0], &c, 1) == 1;) ++passes;
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  return killed ? passes : -1;
}

}  // namespace

TEST_CASE("moment: kills at the named moment, the given time") {
  CHECK(passes_before_kill("here", 5) == 0);
  CHECK(passes_before_kill("here:1", 5) == 0);
  CHECK(passes_before_kill("here:3", 5) == 2);
}

TEST_CASE("moment: another name, or none, lets the process be") {
  CHECK(passes_before_kill("nowhere", 5) == -1);
  CHECK(passes_before_kill("", 5) == -1);
  CHECK(passes_before_kill("here:9", 5) == -1);
}
