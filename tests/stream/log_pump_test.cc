// SPDX-License-Identifier: Apache-2.0
#include "stream/log_pump.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

namespace millrace {
namespace {

using std::chrono::milliseconds;

// A log of `count` parts, then silence until it is interrupted.
class CountingLog : public ChangeLog {
 public:
  explicit CountingLog(int count, Status end) : left_(count), end_(end) {}
  Status open(const Position&) override { return {}; }
  Status next(TransactionPart* part) override {
    if (left_-- > 0) {
      part->ends = true;
      part->gtid = std::to_string(left_);
      return {};
    }
    if (!end_.ok()) return end_;
    while (!interrupted_) std::this_thread::sleep_for(milliseconds(1));
    return Status::retry("interrupted");
  }
  void interrupt() override { interrupted_ = true; }

 private:
  int left_;
  Status end_;
  std::atomic<bool> interrupted_{false};
};

}  // namespace

TEST_CASE("log pump: parts come in order, then why the log ended") {
  LogPump pump(std::make_unique<CountingLog>(3, Status::broken("torn")),
               1 << 20);
  for (const char* gtid : {"2", "1", "0"}) {
    auto item = pump.next(milliseconds(5000));
    REQUIRE(item);
    CHECK(item->status.ok());
    CHECK(item->part.gtid == gtid);
  }
  auto last = pump.next(milliseconds(5000));
  REQUIRE(last);
  CHECK(last->status.message() == "torn");
}

TEST_CASE("log pump: it knows how long nothing was taken") {
  // One byte: each part waits for the one before it.
  LogPump pump(std::make_unique<CountingLog>(3, Status::broken("torn")), 1);
  CHECK(pump.longest_stall() < milliseconds(200));
  std::this_thread::sleep_for(milliseconds(300));
  while (pump.next(milliseconds(5000))->status.ok()) {
  }
  CHECK(pump.longest_stall() >= milliseconds(200));
}

TEST_CASE("log pump: a quiet log gives nothing, and ends when asked") {
  LogPump pump(std::make_unique<CountingLog>(0, Status()), 1 << 20);
  CHECK_FALSE(pump.ready());
  CHECK_FALSE(pump.next(milliseconds(20)));
}

}  // namespace millrace
