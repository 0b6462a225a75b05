// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "support/paths.h"
#include "support/process.h"

namespace millrace::test {

// It ended with 0 when no server could be had, as if the law had held.
TEST_CASE("house: a law that was not run is no success") {
  const std::string root = project_root();
  const Outcome outcome = run({"bash", root + "/tests/live/servers/law.sh",
                               root, "no-such-server/postgres-15"},
                              60);
  INFO(outcome.text());
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.find("0 failed, 1 pairs not run") != std::string::npos);
}

}  // namespace millrace::test
