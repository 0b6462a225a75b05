// SPDX-License-Identifier: Apache-2.0
#include "cli/signals.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace millrace {
namespace {

// Runs `work` in a process of its own, as signals are the process's.
template <typename Work>
int exit_code_of(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    set_default_signals();
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000;
}

TEST_CASE("signals: the first asks to stop, the second ends at once") {
  CHECK(exit_code_of([] {
          Stop stop;
          SignalGuard guard(stop);
          raise(SIGTERM);
          return stop.reason() == StopReason::kSignal ? 0 : 1;
        }) == 0);
  CHECK(exit_code_of([] {
          Stop stop;
          SignalGuard guard(stop);
          raise(SIGINT);
          raise(SIGINT);
          return 0;
        }) == 130);
}

TEST_CASE("signals: with nothing to stop, the first one ends it") {
  CHECK(exit_code_of([] {
          raise(SIGINT);
          return 0;
        }) == 130);
  CHECK(exit_code_of([] {
          Stop stop;
          { SignalGuard guard(stop); }
          raise(SIGINT);
          return 0;
        }) == 130);
}

TEST_CASE("signals: a closed pipe does not end the process") {
  CHECK(exit_code_of([] {
          int ends[2];
          if (pipe(ends) != 0) return 1;
          close(ends[0]);
          return write(ends[1], "x", 1) == -1 ? 0 : 1;
        }) == 0);
}

}  // namespace
}  // namespace millrace
