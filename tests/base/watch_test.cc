// SPDX-License-Identifier: Apache-2.0
#include "base/watch.h"

#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

namespace millrace {
namespace {

using std::chrono::milliseconds;

struct Pair {
  Pair() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0); }
  ~Pair() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  int ends[2];
};

}  // namespace

TEST_CASE("watch: a read that nobody answers ends") {
  Pair pair;
  Watch watch(pair.ends[0]);
  watch.arm(milliseconds(50));
  char byte = 0;
  CHECK(::read(pair.ends[0], &byte, 1) == 0);
  CHECK(watch.ran_out());
}

TEST_CASE("watch: what is answered in time keeps its connection") {
  Pair pair;
  Watch watch(pair.ends[0]);
  char byte = 0;
  for (int i = 0; i < 20; ++i) {
    Watching watching(&watch, milliseconds(60'000));
    REQUIRE(::write(pair.ends[1], "x", 1) == 1);
    CHECK(::read(pair.ends[0], &byte, 1) == 1);
  }
  std::this_thread::sleep_for(milliseconds(250));  // not armed now
  CHECK_FALSE(watch.ran_out());
  CHECK(::write(pair.ends[0], "x", 1) == 1);
}

TEST_CASE("watch: no limit is no end") {
  Pair pair;
  Watch watch(pair.ends[0]);
  watch.arm(milliseconds(0));
  std::this_thread::sleep_for(milliseconds(250));
  CHECK_FALSE(watch.ran_out());
  Watching none(nullptr, milliseconds(1));
}

TEST_CASE("watch: one that goes takes no other with it") {
  Pair pair, other;
  Watch stays(pair.ends[0]);
  for (int i = 0; i < 100; ++i) {
    Watch goes(other.ends[0]);
    goes.arm(milliseconds(1000'000));
  }
  stays.arm(milliseconds(20));
  char byte = 0;
  CHECK(::read(pair.ends[0], &byte, 1) == 0);
  CHECK(::write(other.ends[1], "x", 1) == 1);
}

TEST_CASE("watch: after a stop nothing waits for longer than its grace") {
  Pair pair, other;
  Stop stop;
  char byte = 0;
  {
    StopBound bound(stop, milliseconds(300));
    Watch unlimited(pair.ends[0]), idle(other.ends[0]);
    unlimited.arm(milliseconds(0));
    CHECK_FALSE(Watch::grace_is_over());
    const auto asked = std::chrono::steady_clock::now();
    stop.request(StopReason::kSignal);
    CHECK(::read(pair.ends[0], &byte, 1) == 0);
    const auto took = std::chrono::steady_clock::now() - asked;
    CHECK(took >= milliseconds(300));
    CHECK(took < milliseconds(3000));
    CHECK(unlimited.ran_out());
    CHECK(Watch::grace_is_over());
    CHECK_FALSE(idle.ran_out());
    // What is begun only now gets no grace of its own.
    idle.arm(milliseconds(60'000));
    CHECK(::read(other.ends[0], &byte, 1) == 0);
  }
  CHECK_FALSE(Watch::grace_is_over());
}

TEST_CASE("watch: without a stop its bound changes nothing") {
  Pair pair;
  Stop stop;
  StopBound bound(stop, milliseconds(1));
  Watch watch(pair.ends[0]);
  watch.arm(milliseconds(0));
  std::this_thread::sleep_for(milliseconds(350));
  CHECK_FALSE(watch.ran_out());
}

}  // namespace millrace
