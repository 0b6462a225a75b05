// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_spread.h"

#include <catch2/catch.hpp>

#include "mysql/catalog.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

std::unique_ptr<Session> session() {
  auto opened = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

// 10,000 rows; `a` is 1 in nine of ten, late ones included.
Table skewed() {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE spread; USE spread;"
      "CREATE TABLE t(id INT PRIMARY KEY, a INT, b INT, KEY (a));"
      "INSERT INTO t SELECT seq, IF(seq MOD 10 = 0, seq, 1), seq MOD 4 FROM "
      "seq_1_to_10000;"
      "CREATE TABLE words(w VARCHAR(9) PRIMARY KEY, a INT);"
      "CREATE TABLE negative(id BIGINT PRIMARY KEY, a INT);"
      "INSERT INTO negative VALUES (-9223372036854775808, 1), (0, 1), "
      "(9223372036854775807, 2)");
  auto one = session();
  auto catalog = read_catalog(*one, Scope{{"spread"}});
  REQUIRE(catalog.ok());
  Table table = *catalog->table({"spread", "t"});
  table.rows_estimate = 10000;
  return table;
}

KeySpread spread(const Table& table, const std::vector<std::string>& columns,
                 uint64_t limit) {
  SpreadRequest request;
  request.table = table.name;
  request.columns = columns;
  request.row_limit = limit;
  request.definition = &table;
  request.key_positions = row_key(table);
  auto one = session();
  auto answers = read_spreads(*one, {request});
  REQUIRE(answers.status().message() == "");
  REQUIRE(answers->size() == 1);
  return (*answers)[0];
}

TEST_CASE("key spread: every row is counted once") {
  const Table table = skewed();
  const KeySpread all = spread(table, {"a"}, 0);
  CHECK(all.every_row);
  CHECK(all.rows_seen == 10000);
  CHECK(all.most == 9000);
  CHECK(all.distinct == 1001);
  const KeySpread both = spread(table, {"a", "b"}, 0);
  CHECK(both.distinct > all.distinct);
  CHECK(both.most == 2500);  // a = 1 of an odd b; of an even one fewer
}

TEST_CASE("key spread: a sample comes from all over the table") {
  const Table table = skewed();
  const KeySpread some = spread(table, {"a"}, 1000);
  CHECK_FALSE(some.every_row);
  CHECK(some.rows_seen == 1000);
  CHECK(some.most == 900);
  CHECK(some.distinct == 101);
  const KeySpread again = spread(table, {"a"}, 1000);
  CHECK(again.most == some.most);
}

TEST_CASE("key spread: a small table is looked at whole") {
  const Table table = skewed();
  CHECK(spread(table, {"a"}, 20000).every_row);
}

TEST_CASE("key spread: what a sample cannot tell is said") {
  const Table table = skewed();
  CHECK(spread(table, {"id"}, 1000).problem.find("lies in its order") !=
        std::string::npos);
  auto one = session();
  auto catalog = read_catalog(*one, Scope{{"spread"}});
  Table words = *catalog->table({"spread", "words"});
  words.rows_estimate = 5000;
  CHECK(spread(words, {"a"}, 1000).problem.find("no key of numbers") !=
        std::string::npos);
  CHECK(spread(words, {"a"}, 0).problem == "the table is empty");
}

TEST_CASE("key spread: steps over the whole width of 64 bits") {
  skewed();
  auto one = session();
  auto catalog = read_catalog(*one, Scope{{"spread"}});
  Table table = *catalog->table({"spread", "negative"});
  table.rows_estimate = 5000;
  const KeySpread seen = spread(table, {"a"}, 1000);
  CHECK(seen.problem == "");
  CHECK(seen.rows_seen == 3);
  CHECK(seen.most == 2);
}

}  // namespace
}  // namespace millrace::mysql
