// SPDX-License-Identifier: Apache-2.0
#include "report/progress_state.h"

#include <catch2/catch.hpp>
#include <thread>

namespace millrace {
namespace {

const RoadId kA{"eu", {"shop", "a"}, {"shop", "a"}};
const RoadId kB{"eu", {"shop", "b"}, {"shop", "b"}};

TEST_CASE("progress: rows of earlier runs count, but not for the rate") {
  ProgressState state;
  state.start(0);
  state.copy_planned({{kA, 1000, 10000, 500, 5000}}, 0);
  state.rows_copied(kA, 0, 0, 0);
  for (int t = 1; t <= 5; ++t) {
    state.rows_copied(kA, 10, 100, t);
    (void)state.snapshot(t);
  }
  const CopyFigures f = state.snapshot(5).tables[0].figures;
  CHECK(f.rows == 550);
  CHECK(f.rows_here == 50);
  CHECK(f.rows_per_second == Approx(10));
  REQUIRE(f.seconds_left.has_value());
  CHECK(*f.seconds_left == Approx(45));
  CHECK(f.active);
}

TEST_CASE("progress: the rate is that of the last seconds") {
  ProgressState state;
  state.start(0);
  state.copy_planned({{kA, 100000, 0, 0, 0}}, 0);
  double t = 0;
  for (; t < 60; t += 1) {
    state.rows_copied(kA, 1000, 0, t);
    (void)state.snapshot(t);
  }
  for (; t < 90; t += 1) (void)state.snapshot(t);  // stalled
  const CopyFigures f = state.snapshot(90).tables[0].figures;
  CHECK(f.rows_per_second == 0);
  CHECK_FALSE(f.seconds_left.has_value());
}

// A hundred thousand narrow rows are less work than a thousand wide ones.
TEST_CASE("progress: tables count by their size, not by their rows") {
  ProgressState state;
  state.start(0);
  state.copy_planned(
      {{kA, 100'000, 2'000'000, 0, 0}, {kB, 1000, 100'000'000, 0, 0}}, 0);
  for (int t = 0; t <= 10; ++t) {
    state.rows_copied(kA, 9000, 180'000, t);
    state.rows_copied(kB, 10, 1'000'000, t);
    (void)state.snapshot(t);
  }
  const CopyFigures f = state.snapshot(10).total;
  CHECK(f.bytes_estimate == 102'000'000);
  CHECK(f.share < 0.2);
  REQUIRE(f.seconds_left.has_value());
  CHECK(*f.seconds_left > 60);
}

TEST_CASE("progress: the time left does not jump with one slow moment") {
  ProgressState state;
  state.start(0);
  state.copy_planned({{kA, 1'000'000, 0, 0, 0}}, 0);
  double t = 0;
  for (; t < 50; t += 1) {
    state.rows_copied(kA, 1000, 0, t);
    (void)state.snapshot(t);
  }
  const double before = *state.snapshot(t).tables[0].figures.seconds_left;
  for (; t < 58; t += 1) {  // a checkpoint of the target
    state.rows_copied(kA, 100, 0, t);
    (void)state.snapshot(t);
  }
  const double after = *state.snapshot(t).tables[0].figures.seconds_left;
  CHECK(after > before * 0.8);
  CHECK(after < before * 1.3);
}

TEST_CASE("progress: rows taken back are no progress, and never negative") {
  ProgressState state;
  state.start(0);
  state.rows_copied(kA, 10, 100, 1);
  state.rows_taken_back(kA, 10, 100);
  CHECK(state.snapshot(2).tables[0].figures.rows == 0);
  state.rows_taken_back(kA, 5, 5);
  CHECK(state.snapshot(2).tables[0].figures.rows == 0);
}

TEST_CASE("progress: an estimate that was too low gives way to the rows") {
  ProgressState state;
  state.start(0);
  state.copy_planned({{kA, 10, 0, 0, 0}}, 0);
  state.rows_copied(kA, 25, 1, 1);
  CHECK(state.snapshot(2).tables[0].figures.rows_estimate == 25);
}

TEST_CASE("progress: a finished table has the ledger's figures") {
  ProgressState state;
  state.start(0);
  state.copy_planned({{kA, 100, 0, 30, 300}, {kB, 10, 0, 0, 0}}, 0);
  state.rows_copied(kA, 80, 800, 1);
  const TableProgress done = state.table_copied(kA, 110, 1100, 3);
  CHECK(done.figures.rows == 110);
  CHECK(done.figures.finished);
  CHECK(done.figures.seconds == Approx(2));
  const ProgressSnapshot shot = state.snapshot(4);
  CHECK(shot.tables_finished == 1);
  CHECK(shot.total.rows == 110);
  CHECK(shot.total.rows_estimate == 120);
  CHECK_FALSE(shot.total.finished);
  state.table_copied(kB, 10, 1, 5);
  CHECK(state.snapshot(9).total.finished);
  CHECK(state.snapshot(9).total.seconds == Approx(5));
}

TEST_CASE("progress: many threads lose no row") {
  ProgressState state;
  state.start(0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&state, i] {
      for (int n = 0; n < 1000; ++n) {
        state.rows_copied(i % 2 == 0 ? kA : kB, 1, 2, n);
        if (n % 100 == 0) (void)state.snapshot(n);
      }
    });
  }
  for (std::thread& t : threads) t.join();
  const ProgressSnapshot shot = state.snapshot(1000);
  CHECK(shot.total.rows == 4000);
  CHECK(shot.total.bytes == 8000);
}

}  // namespace
}  // namespace millrace
