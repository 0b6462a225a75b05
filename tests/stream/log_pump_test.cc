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
  const auto begun = std::chrono::steady_clock::now();
  LogPump pump(std::make_unique<CountingLog>(50, Status::broken("torn")), 1);
  CHECK(pump.longest_stall() == milliseconds(0));
  // On a busy machine the reader may come late to its wait; not every time.
  for (int i = 0; i < 50 && pump.longest_stall() < milliseconds(200); ++i) {
    std::this_thread::sleep_for(milliseconds(300));
    REQUIRE(pump.next(milliseconds(5000)));
  }
  CHECK(pump.longest_stall() >= milliseconds(200));
  CHECK(pump.longest_stall() <= std::chrono::steady_clock::now() - begun);
}

TEST_CASE("log pump: a quiet log gives nothing, and ends when asked") {
  LogPump pump(std::make_unique<CountingLog>(0, Status()), 1 << 20);
  CHECK_FALSE(pump.ready());
  CHECK_FALSE(pump.next(milliseconds(20)));
}

}  // namespace millrace
