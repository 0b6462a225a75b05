// SPDX-License-Identifier: Apache-2.0
#include "route/large_rows.h"

#include <catch2/catch.hpp>
#include <vector>

namespace millrace {
namespace {

class Notes : public Observer {
 public:
  void note(const std::string& text) override { lines.push_back(text); }
  std::vector<std::string> lines;
};

Route road(const std::string& table) {
  Route route;
  route.id.source = "eu";
  route.id.from = {"shop", table};
  return route;
}

TEST_CASE("large rows: those of more than a quarter of the memory") {
  Notes notes;
  Limits limits;
  limits.memory_mb = 64;
  const LargeRows rows(limits, notes);
  CHECK_FALSE(rows.large(16 << 20));
  CHECK(rows.large((16 << 20) + 1));
}

TEST_CASE("large rows: named with table, key and size, the larger again") {
  Notes notes;
  Limits limits;
  limits.memory_mb = 64;
  LargeRows rows(limits, notes);
  rows.name(road("docs"), "id=7", 70 << 20);
  REQUIRE(notes.lines.size() == 1);
  for (const char* part : {"eu.shop.docs", "id=7", "70 MB", "280 MB", "64"}) {
    CHECK(notes.lines[0].find(part) != std::string::npos);
  }
  rows.name(road("docs"), "id=8", 70 << 20);
  CHECK(notes.lines.size() == 1);
  rows.name(road("docs"), "id=9", 71 << 20);
  CHECK(notes.lines.size() == 2);
  rows.name(road("others"), "id=1", 17 << 20);
  CHECK(notes.lines.size() == 3);
}

}  // namespace
}  // namespace millrace
