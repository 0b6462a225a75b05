// SPDX-License-Identifier: Apache-2.0
#include "apply/copied_tables.h"

#include <catch2/catch.hpp>

#include "support/memory_source.h"
#include "support/memory_target.h"

namespace millrace {
namespace {

struct Told {
  test::Dice dice{1, 1, 0};
  test::CallLog calls;
  test::MemoryTarget target{dice, calls};
  LedgerKeeper keeper{target, {}, "shop"};
  int asked = 0;
  bool deaf = false;  // the source does not answer
  CopiedTables tables{keeper, "shop",
                      [this](const std::string&) -> Result<Position> {
                        if (deaf) return Status::refused("no position");
                        return test::memory_position(++asked);
                      }};

  static RoadId road(int i) {
    const std::string name = "t" + std::to_string(i);
    return {"eu", {"shop", name}, {"shop", name}};
  }
  void known(int told) {
    REQUIRE(keeper
                .write([&](Ledger& ledger) -> Status {
                  for (int i = 0; i < told; ++i) {
                    RoadRecord record;
                    record.id = road(i);
                    MR_RETURN_IF_ERROR(ledger.record_road("shop", record));
                  }
                  return {};
                })
                .ok());
  }
  int copied() const {
    int count = 0;
    for (const RoadRecord& record : target.ledger_state().roads) {
      count += record.copied && record.copy_end.kind != PositionKind::kNone;
    }
    return count;
  }
};

}  // namespace

TEST_CASE("copied tables: one that comes alone is told at once") {
  Told told;
  told.known(1);
  REQUIRE(told.tables.add(Told::road(0)).ok());
  CHECK(told.copied() == 1);
  CHECK(told.asked == 1);
}

TEST_CASE("copied tables: a burst shares its questions, and none is lost") {
  Told told;
  told.known(300);
  for (int i = 0; i < 300; ++i) REQUIRE(told.tables.add(Told::road(i)).ok());
  REQUIRE(told.tables.flush().ok());
  CHECK(told.copied() == 300);
  CHECK(told.asked < 150);
}

TEST_CASE("copied tables: what could not be told is told by the next flush") {
  Told told;
  told.known(1);
  told.deaf = true;
  CHECK_FALSE(told.tables.add(Told::road(0)).ok());
  CHECK(told.copied() == 0);
  told.deaf = false;
  REQUIRE(told.tables.flush().ok());
  CHECK(told.copied() == 1);
}

}  // namespace millrace
