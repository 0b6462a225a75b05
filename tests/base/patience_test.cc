// SPDX-License-Identifier: Apache-2.0
#include "base/patience.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("patience: it ends without progress and begins anew with it") {
  Stop stop;
  Patience none(std::chrono::seconds(-1));
  CHECK_FALSE(none.wait(stop));
  Patience some(std::chrono::seconds(60));
  CHECK(some.wait(stop));
  some.progressed();
  CHECK(some.wait(stop));
}

TEST_CASE("patience: a stop ends the wait") {
  Stop stop;
  stop.request(StopReason::kSignal);
  Patience some(std::chrono::seconds(60));
  CHECK_FALSE(some.wait(stop));
}

}  // namespace millrace
