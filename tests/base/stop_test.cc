// SPDX-License-Identifier: Apache-2.0
#include "base/stop.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace millrace;
using std::chrono::milliseconds;

TEST_CASE("stop: the first reason stays") {
  Stop stop;
  CHECK_FALSE(stop.requested());
  stop.request(StopReason::kTimeout);
  stop.request_from_signal();
  stop.request(StopReason::kFailure);
  CHECK(stop.requested());
  CHECK(stop.reason() == StopReason::kTimeout);
}

TEST_CASE("stop: a sleep ends soon after the request") {
  Stop stop;
  CHECK_FALSE(stop.sleep(milliseconds(1)));
  std::thread other([&] {
    std::this_thread::sleep_for(milliseconds(20));
    stop.request_from_signal();
  });
  const auto start = std::chrono::steady_clock::now();
  CHECK(stop.sleep(std::chrono::minutes(5)));
  other.join();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::minutes(1));
  CHECK(stop.sleep(std::chrono::minutes(5)));
}
