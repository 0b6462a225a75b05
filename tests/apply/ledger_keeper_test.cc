// SPDX-License-Identifier: Apache-2.0
#include "apply/ledger_keeper.h"

#include <catch2/catch.hpp>

#include "support/memory_target.h"

namespace millrace {
namespace {

struct Kept {
  test::Dice dice{1, 1, 0};
  test::CallLog calls;
  test::MemoryTarget target{dice, calls};
  LedgerKeeper keeper{target, {}, "shop"};

  Status record() {
    return keeper.with(
        [](Ledger& ledger) { return ledger.record_plan("shop", "sha256:1"); });
  }
};

}  // namespace

TEST_CASE("ledger keeper: one session holds the lock for all calls") {
  Kept kept;
  REQUIRE(kept.keeper.open().ok());
  REQUIRE(kept.record().ok());
  REQUIRE(kept.keeper.ensure().ok());
  CHECK(kept.calls.count("ledger session") == 1);
  CHECK(kept.calls.count("lock") == 1);
}

TEST_CASE("ledger keeper: a lost session is opened and locked again") {
  Kept kept;
  REQUIRE(kept.keeper.open().ok());
  kept.target.cut_sessions();
  REQUIRE(kept.record().ok());
  CHECK(kept.calls.count("lock") == 2);
  CHECK(kept.calls.last("lock") < kept.calls.first("record plan"));
  kept.target.cut_sessions();
  REQUIRE(kept.keeper.ensure().ok());
  CHECK(kept.calls.count("lock") == 3);
}

TEST_CASE("ledger keeper: a lock that another run has taken ends this one") {
  Kept kept;
  REQUIRE(kept.keeper.open().ok());
  kept.target.cut_sessions();
  kept.target.lock_by_another("pid 4711 on host");
  CHECK(kept.record().code() == "S105");
  CHECK(kept.keeper.ensure().code() == "S105");
  CHECK(kept.calls.count("record plan") == 0);
}

TEST_CASE("ledger keeper: what is refused is not tried again") {
  Kept kept;
  int calls = 0;
  const Status status = kept.keeper.with([&](Ledger&) {
    ++calls;
    return Status::refused("no");
  });
  CHECK(status.message() == "no");
  CHECK(calls == 1);
}

TEST_CASE("ledger keeper: what may pass is tried once more, no more") {
  Kept kept;
  int calls = 0;
  const Status status = kept.keeper.with([&](Ledger&) {
    ++calls;
    return Status::retry("gone");
  });
  CHECK(status.kind() == StatusKind::kRetry);
  CHECK(calls == 2);
}

TEST_CASE("ledger keeper: once the run has begun a target is waited for") {
  Kept kept;
  Stop stop;
  Observer observer;
  kept.keeper.be_patient(std::chrono::seconds(60), stop, observer);
  int calls = 0;
  const auto gone_for_a_while = [&](Ledger&) {
    return ++calls < 5 ? Status::retry("gone") : Status();
  };
  CHECK(kept.keeper.with(gone_for_a_while).ok());
  CHECK(calls == 5);
  stop.request(StopReason::kSignal);
  calls = 0;
  CHECK(kept.keeper.with(gone_for_a_while).kind() == StatusKind::kRetry);
  CHECK(calls == 2);
}

TEST_CASE("ledger keeper: patience has an end") {
  Kept kept;
  const Stop stop;
  Observer observer;
  kept.keeper.be_patient(std::chrono::seconds(-1), stop, observer);
  const Status status =
      kept.keeper.with([](Ledger&) { return Status::retry("gone"); });
  CHECK(status.kind() == StatusKind::kRetry);
}

}  // namespace millrace
