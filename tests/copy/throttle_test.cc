// SPDX-License-Identifier: Apache-2.0
#include "copy/throttle.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("throttle: what passes beyond one second's share waits") {
  using Clock = std::chrono::steady_clock;
  Throttle throttle(10'000, 0);
  Stop stop;
  const auto begin = Clock::now();
  for (int i = 0; i < 15; ++i) throttle.pass(1'000, 0, stop);
  // 15,000 rows at 10,000 a second with at most a second saved up: it cannot
  // have been done in less than half a second, on however slow a machine.
  CHECK(Clock::now() - begin >= std::chrono::milliseconds(400));
}

TEST_CASE("throttle: a stop ends the wait") {
  Throttle throttle(1, 0);
  Stop stop;
  stop.request(StopReason::kSignal);
  throttle.pass(1'000'000, 0, stop);  // would be eleven days
  CHECK(stop.requested());
}

}  // namespace millrace
