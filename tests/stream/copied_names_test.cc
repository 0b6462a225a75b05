// SPDX-License-Identifier: Apache-2.0
#include "stream/copied_names.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"
#include "mysql/alter/alter_table.h"

namespace millrace {
namespace {

// The first of the statements that could bring a wrong value; -1 = none. The
// table has the columns id, a, b and s.
int stops_at(const std::vector<std::string>& statements) {
  Table table = mysql::test::sample_table();
  CopiedNames names = copied_names(table);
  for (size_t i = 0; i < statements.size(); ++i) {
    const mysql::test::Reading reading(statements[i]);
    mysql::Words words = reading.words();
    TableAlteration made;
    REQUIRE(mysql::alter_table(words, reading.context, table, &made) == "");
    table = made.after;
    names = follow(names, made);
    REQUIRE(names.size() == table.columns.size());
    if (!passed_on(names, table).empty()) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

TEST_CASE("copied names: a name that passes to another column") {
  CHECK(stops_at({"CHANGE a b INT, CHANGE b a INT"}) == 0);
  CHECK(stops_at({"CHANGE a old INT, ADD a INT"}) == 0);
  CHECK(stops_at({"CHANGE a old INT", "ADD x INT", "ADD A INT"}) == 2);
  CHECK(stops_at({"CHANGE a x INT", "CHANGE b a INT", "CHANGE x b INT"}) == 1);
  CHECK(stops_at({"DROP b, CHANGE a b INT", "ADD a INT"}) == 1);
  CHECK(stops_at({"CHANGE a x INT", "CHANGE x y INT", "CHANGE b a INT"}) == 2);
}

TEST_CASE("copied names: those of earlier runs, and of this one") {
  RoadRecord road;
  road.source_table = mysql::test::sample_table();
  const CopiedNames now = copied_names(road.source_table);
  CHECK(asked_names(road) == AskedNames{now});
  road.asked_names = {{"id", "was", "b", "s"}};
  CHECK(asked_names(road) == AskedNames{road.asked_names[0], now});
  road.copied = true;  // no more is asked for
  CHECK(asked_names(road) == road.asked_names);
  road.copied = false;
  road.asked_names.push_back(now);
  CHECK(asked_names(road) == road.asked_names);
}

TEST_CASE("copied names: what is read is right, or cannot be read") {
  CHECK(stops_at({"CHANGE a c INT"}) == -1);
  CHECK(stops_at({"CHANGE a A INT"}) == -1);
  CHECK(stops_at({"DROP b, ADD b INT DEFAULT 4"}) == -1);
  CHECK(stops_at({"DROP b, CHANGE a b INT"}) == -1);
  CHECK(stops_at({"CHANGE a x INT", "CHANGE x a INT"}) == -1);
  // The new column takes the old one's place: its values are in the log.
  CHECK(stops_at({"ADD x INT", "DROP a", "CHANGE x a INT"}) == -1);
  CHECK(stops_at({"ADD x INT", "CHANGE x y INT", "ADD x INT"}) == -1);
}

}  // namespace millrace
