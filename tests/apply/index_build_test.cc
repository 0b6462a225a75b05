// SPDX-License-Identifier: Apache-2.0
#include "apply/index_build.h"

#include <catch2/catch.hpp>
#include <deque>

#include "support/memory_target.h"

namespace millrace {
namespace {

struct Building {
  test::Dice dice{1, 1, 0};
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

}  // namespace millrace
