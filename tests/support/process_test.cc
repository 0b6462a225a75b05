// SPDX-License-Identifier: Apache-2.0
#include "support/process.h"

#include <signal.h>

#include <catch2/catch.hpp>
#include <stop_token>
#include <thread>

namespace millrace::test {

TEST_CASE("process: output, input, environment and exit code arrive") {
  const Outcome outcome =
      run({"sh", "-c", "cat; echo $WORD; echo oops >&2; exit 7"}, 10,
          {{"WORD", "from outside"}}, "typed\n");
  CHECK(outcome.exit_code == 7);
  CHECK(outcome.out == "typed\nfrom outside\n");
  CHECK(outcome.err == "oops\n");
}

TEST_CASE("process: more output than a pipe holds does not block") {
  const Outcome outcome =
      run({"sh", "-c", "yes | head -c 3000000; exit 0"}, 20);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.size() == 3000000);
}

TEST_CASE("process: the end by a signal and the end by patience differ") {
  Background sleeper({"sleep", "60"}, {});
  CHECK(sleeper.running());
  sleeper.signal(SIGKILL);
  CHECK(sleeper.wait(10).exit_code == 128 + SIGKILL);
  CHECK(run({"sleep", "60"}, 0.1).exit_code == -1);
  CHECK(run({"/no/such/program"}, 5).exit_code == 127);
}

// Catch's own handler, in a child that has not become the program yet, would
// wait for ever where the parent has threads: their locks are held then.
TEST_CASE("process: a signal right after the start ends it") {
  std::jthread other([](const std::stop_token& over) {
    while (!over.stop_requested()) sleep_seconds(0.01);
  });
  for (int i = 0; i < 300; ++i) {
    Background sleeper({"sleep", "60"}, {});
    sleeper.signal(SIGTERM);
    REQUIRE(sleeper.wait(10).exit_code == 128 + SIGTERM);
  }
}

}  // namespace millrace::test
