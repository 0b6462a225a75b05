// SPDX-License-Identifier: Apache-2.0
#include "cli/deadline.h"

#include <catch2/catch.hpp>
#include <chrono>

namespace millrace {
namespace {

using std::chrono::milliseconds;

TEST_CASE("deadline: asks for a stop when the time is up, not before") {
  Stop stop;
  Deadline deadline(milliseconds(100), stop);
  CHECK_FALSE(stop.requested());
  CHECK(stop.sleep(milliseconds(5000)));
  CHECK(stop.reason() == StopReason::kTimeout);
}

TEST_CASE("deadline: is gone at once when it is not needed any more") {
  Stop stop;
  const auto begun = std::chrono::steady_clock::now();
  {
    Deadline later(std::chrono::hours(5), stop);
    Deadline never(std::nullopt, stop);
  }
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(2));
  CHECK_FALSE(stop.requested());
}

}  // namespace
}  // namespace millrace
