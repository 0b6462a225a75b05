// SPDX-License-Identifier: Apache-2.0
#include "mysql/intent.h"

#include <catch2/catch.hpp>

#include "mysql/ledger.h"
#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

// A table of the target, a stream of the plan "int", and a step that can be
// cut off after each of its statements.
struct Bench {
  explicit Bench(const std::vector<std::string>& statements)
      : session(test::target_session()) {
    run("DROP DATABASE IF EXISTS intent");
    run("CREATE DATABASE intent");
    run("CREATE TABLE intent.t (id INT PRIMARY KEY, a INT, b INT, KEY i (b))");
    run("INSERT INTO intent.t VALUES (1, 10, 20), (2, 11, 21)");
    ledger = MysqlLedger::open(test::target_endpoint()).value();
    REQUIRE(ledger->create().ok());
    REQUIRE(ledger->forget("int", std::nullopt).ok());
    road.id = {"s", {"shop", "t"}, {"intent", "t"}};
    road.road_digest = "before";
    road.source_table.name = {"shop", "t"};
    REQUIRE(ledger->record_road("int", road).ok());
    StreamRecord stream;
    stream.source = "s";
    REQUIRE(ledger->record_stream("int", stream).ok());
    for (const std::string& sql : statements) {
      step.statements.push_back({sql, false});
    }
    step.roads.push_back(
        {road.id, road.id, road.source_table, {{"was"}}, "after"});
    step.roads[0].source_table.comment = "as altered";
    step.roads[0].source_table.columns = {Column()};
    progress.source = "s";
    progress.transactions = 7;
  }

  void run(const std::string& sql) { REQUIRE(session->run(sql, "x").ok()); }
  std::string value(const std::string& sql) {
    return session->value(sql, "x").value();
  }

  // A writer that carries out `count` statements and is gone; the end of the
  // last is written down or not.
  void cut_off_after(size_t count, bool noted) {
    const auto writer = test::target_session();
    REQUIRE(record_intent(*writer, "int", step, progress).ok());
    for (size_t i = 0; i < count; ++i) {
      REQUIRE(writer->run(step.statements[i].sql, "x").ok());
      if (i + 1 < count || noted) {
        REQUIRE(record_done(*writer, "int", "s", i + 1).ok());
      }
    }
  }
  Status settle() { return settle_intent(*test::target_session(), "int", "s"); }

  std::string table() {
    return value(
               "SELECT GROUP_CONCAT(column_name, ' ', column_type ORDER BY "
               "ordinal_position) FROM information_schema.columns WHERE "
               "table_schema='intent' AND table_name='t'") +
           " | " +
           value(
               "SELECT GROUP_CONCAT(index_name, ':', column_name ORDER BY "
               "index_name) FROM information_schema.statistics WHERE "
               "table_schema='intent' AND table_name='t'");
  }
  std::string rows(const std::string& columns) {
    return value("SELECT GROUP_CONCAT(CONCAT_WS('-'," + columns +
                 ") ORDER BY id) FROM intent.t");
  }
  size_t intents() {
    return std::stoul(
        value("SELECT COUNT(*) FROM millrace.intents WHERE plan='int'"));
  }
  std::string ledger_words() {
    const LedgerState state = ledger->read("int").value();
    const AskedNames& asked = state.roads[0].asked_names;
    return state.roads[0].road_digest + " " +
           state.roads[0].source_table.comment + " " +
           (asked.empty() ? "" : asked.at(0).at(0) + " ") +
           std::to_string(state.streams[0].transactions);
  }

  std::unique_ptr<Session> session;
  std::unique_ptr<Ledger> ledger;
  RoadRecord road;
  SchemaStep step;
  StreamRecord progress;
};

// Wherever the writer is cut off, the next session ends where one that was
// not would have; and settling again changes nothing.
void ends_the_same(const std::vector<std::string>& statements,
                   const std::string& columns, const std::string& rows) {
  std::string table;
  for (size_t count = 0; count <= statements.size(); ++count) {
    for (const bool noted : {true, false}) {
      if (count == 0 && !noted) continue;
      Bench bench(statements);
      bench.cut_off_after(count, noted);
      INFO(statements[0] << " ... cut off after " << count << " noted "
                         << noted);
      CHECK(bench.intents() == 1);
      CHECK(bench.ledger_words() == "before  0");
      CHECK(bench.settle().message() == "");
      CHECK(bench.rows(columns) == rows);
      CHECK(bench.ledger_words() == "after as altered was 7");
      CHECK(bench.intents() == 0);
      if (table.empty()) table = bench.table();
      CHECK(bench.table() == table);
      CHECK(bench.settle().ok());
      CHECK(bench.rows(columns) == rows);
      CHECK(bench.table() == table);
    }
  }
}

}  // namespace

TEST_CASE("intent: a step that is cut off anywhere is carried to its end") {
  ends_the_same({"ALTER TABLE intent.t ADD COLUMN c INT DEFAULT 5",
                 "ALTER TABLE intent.t ALTER COLUMN c DROP DEFAULT",
                 "ALTER TABLE intent.t MODIFY a BIGINT",
                 "CREATE INDEX j ON intent.t (a)", "DROP INDEX i ON intent.t"},
                "a,b,c", "10-20-5,11-21-5");
}

TEST_CASE("intent: columns that change names are not changed back") {
  ends_the_same({"ALTER TABLE intent.t RENAME COLUMN a TO millrace_0",
                 "ALTER TABLE intent.t RENAME COLUMN b TO a",
                 "ALTER TABLE intent.t RENAME COLUMN millrace_0 TO b"},
                "a,b", "20-10,21-11");
}

TEST_CASE("intent: what took over a name is not dropped by it") {
  ends_the_same({"ALTER TABLE intent.t DROP COLUMN b",
                 "ALTER TABLE intent.t RENAME COLUMN a TO b"},
                "b", "10,11");
  ends_the_same({"ALTER TABLE intent.t DROP COLUMN b",
                 "ALTER TABLE intent.t ADD COLUMN b INT DEFAULT 4"},
                "a,b", "10-4,11-4");
}

TEST_CASE("intent: what is refused stays to be done, the position with it") {
  Bench bench({"ALTER TABLE intent.t ADD COLUMN c INT",
               "ALTER TABLE intent.t MODIFY a NOTYPE",
               "ALTER TABLE intent.t ADD COLUMN late INT"});
  bench.cut_off_after(1, true);
  CHECK_FALSE(bench.settle().ok());
  CHECK(bench.intents() == 1);
  CHECK(bench.ledger_words() == "before  0");
  CHECK_FALSE(bench.settle().ok());
  CHECK(bench.table().find("late int") == std::string::npos);
}

// "No such column" of a statement that was never run is no success.
TEST_CASE("intent: only the statement at hand may have been run before") {
  Bench bench({"ALTER TABLE intent.t ADD COLUMN c INT",
               "ALTER TABLE intent.t DROP COLUMN nothing"});
  bench.cut_off_after(0, true);
  CHECK_FALSE(bench.settle().ok());
  CHECK(bench.ledger_words() == "before  0");
}

TEST_CASE("intent: a newer one takes the place of the older") {
  Bench bench({"ALTER TABLE intent.t ADD COLUMN c INT"});
  bench.cut_off_after(1, true);
  bench.step.statements[0].sql = "ALTER TABLE intent.t ADD COLUMN late INT";
  bench.cut_off_after(0, true);
  CHECK(bench.intents() == 1);
  REQUIRE(bench.settle().ok());
  CHECK(bench.table().find("late int") != std::string::npos);
}

TEST_CASE("intent: forgetting drops it, and only what it is about") {
  Bench bench({"ALTER TABLE intent.t ADD COLUMN c INT"});
  bench.cut_off_after(0, true);
  RoadId other = bench.road.id;
  other.from.table = "u";
  CHECK(forget_intent(*bench.session, "int", other).ok());
  CHECK(forget_intents(*bench.session, "another").ok());
  CHECK(drop_intent(*bench.session, "int", "another").ok());
  CHECK(bench.intents() == 1);
  CHECK(forget_intent(*bench.session, "int", bench.road.id).ok());
  CHECK(bench.intents() == 0);
  bench.cut_off_after(0, true);
  CHECK(drop_intent(*bench.session, "int", "s").ok());
  CHECK(bench.intents() == 0);
  bench.cut_off_after(0, true);
  CHECK(forget_intents(*bench.session, "int").ok());
  CHECK(bench.intents() == 0);
  CHECK(bench.settle().ok());
  CHECK(bench.table().find(",c int") == std::string::npos);
}

TEST_CASE("intent: a ledger of an earlier release has none") {
  Bench bench({"ALTER TABLE intent.t ADD COLUMN c INT"});
  bench.run("DROP TABLE millrace.intents");
  CHECK(bench.settle().ok());
  CHECK(forget_intents(*bench.session, "int").ok());
  REQUIRE(bench.ledger->create().ok());
  CHECK(bench.intents() == 0);
}

}  // namespace millrace::mysql
