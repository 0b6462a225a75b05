// SPDX-License-Identifier: Apache-2.0
#include "apply/index_build.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <deque>

#include "support/memory_target.h"

namespace millrace {
namespace {

struct Building {
  explicit Building(int faults = 0) : dice{1, 1, faults} {}

  test::Dice dice;  // the first so many calls fail
  test::CallLog calls;
  test::MemoryTarget target{dice, calls};
  Observer observer;
  Stop stop;
  Endpoint endpoint;
  IndexBuild build{target, endpoint, observer, stop, 3};
  std::deque<ProposedChange> changes;

  void add(const std::string& table, const std::string& name,
           const std::string& sql) {
    ProposedChange& made = changes.emplace_back();
    made.action = Action::kCreateIndex;
    made.table = {"sales", table};
    made.object = "sales." + name;
    made.statements.push_back({sql, false});
  }
  Status run() {
    std::vector<const ProposedChange*> list;
    for (const ProposedChange& change : changes) list.push_back(&change);
    return build.run(list);
  }
  void be_patient(IndexBuild::IsThere is_there, int seconds = 60) {
    build.be_patient(std::chrono::seconds(seconds), std::move(is_there));
  }
};

}  // namespace

TEST_CASE("index build: of one table in order, and all are told") {
  Building b;
  for (const char* table : {"a", "b", "c", "d", "e"}) {
    const std::string t = table;
    b.add(t, t + "_pkey", "key sales." + t);
    b.add(t, t + "_v", "index sales." + t);
  }
  REQUIRE(b.run().ok());
  CHECK(b.build.made().size() == 10);
  CHECK(b.build.statements() == 10);
  for (const char* table : {"a", "b", "c", "d", "e"}) {
    const std::string t = table;
    CHECK(b.calls.first("schema key sales." + t) <
          b.calls.first("schema index sales." + t));
  }
}

TEST_CASE("index build: the first failure ends it and names the index") {
  Building b;
  b.target.create({"sales", "a"});
  b.add("a", "a_pkey", "table sales.a");  // is there already
  b.add("a", "a_v", "index sales.a");
  const Status status = b.run();
  CHECK(status.message().find("sales.a_pkey") != std::string::npos);
  CHECK(b.calls.count("schema index") == 0);
  CHECK(b.build.made().empty());
}

TEST_CASE("index build: a stop leaves what is not begun to the next run") {
  Building b;
  b.add("a", "a_pkey", "key sales.a");
  b.stop.request(StopReason::kSignal);
  CHECK(b.run().ok());
  CHECK(b.build.made().empty());
}

TEST_CASE("index build: nothing to make opens no session") {
  Building b;
  CHECK(b.run().ok());
  CHECK(b.calls.count("") == 0);
}

TEST_CASE("index build: a server that is away is waited for") {
  Building b(2);
  int asked = 0;
  // The first look fails as well.
  b.be_patient([&](const ProposedChange&) -> Result<bool> {
    if (++asked == 1) return Status::retry("away");
    return false;
  });
  b.add("a", "a_pkey", "key sales.a");
  b.add("a", "a_v", "index sales.a");
  CHECK(b.run().ok());
  CHECK(asked == 2);
  CHECK(b.calls.count("schema ") == 2);
  CHECK(b.build.made().size() == 2);
}

TEST_CASE("index build: what was made when the answer was lost is not again") {
  Building b(1);
  b.be_patient([](const ProposedChange&) { return Result<bool>(true); });
  b.add("a", "a_pkey", "key sales.a");
  CHECK(b.run().ok());
  CHECK(b.calls.count("schema ") == 0);
  CHECK(b.build.made().size() == 1);
}

TEST_CASE("index build: a run that was killed may end it after the look") {
  Building b;
  b.target.create({"sales", "a"});
  b.be_patient([&](const ProposedChange&) { return Result<bool>(true); });
  b.add("a", "a_pkey", "table sales.a");  // is there already
  CHECK(b.run().ok());
  CHECK(b.build.made().size() == 1);
}

TEST_CASE("index build: what the server refuses is not tried again") {
  Building b;
  b.target.create({"sales", "a"});
  b.be_patient([&](const ProposedChange&) { return Result<bool>(false); });
  b.add("a", "a_pkey", "table sales.a");
  CHECK(b.run().kind() == StatusKind::kRefused);
  CHECK(b.calls.count("schema ") == 1);
}

TEST_CASE("index build: patience ends, and the failure is told") {
  Building b(1000);
  b.be_patient([](const ProposedChange&) { return Result<bool>(false); }, 0);
  b.add("a", "a_pkey", "key sales.a");
  const Status status = b.run();
  CHECK(status.kind() == StatusKind::kRetry);
  CHECK(status.message().find("sales.a_pkey") != std::string::npos);
  CHECK(b.build.made().empty());
}

}  // namespace millrace
