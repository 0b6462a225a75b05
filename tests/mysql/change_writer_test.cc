// SPDX-License-Identifier: Apache-2.0
#include "mysql/change_writer.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/ledger.h"
#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

using test::cells;

struct Bench {
  Bench() : session(test::target_session()) {
    run("DROP DATABASE IF EXISTS chg");
    run("CREATE DATABASE chg");
    run("CREATE TABLE chg.t (id INT PRIMARY KEY, v VARCHAR(9) COLLATE "
        "utf8mb4_general_ci UNIQUE, own INT DEFAULT 5, "
        "own_b VARBINARY(9), twice INT AS (own*2) STORED) ENGINE=InnoDB");
    auto ledger = MysqlLedger::open(test::target_endpoint()).value();
    REQUIRE(ledger->create().ok());
    StreamRecord stream;
    stream.source = "s";
    REQUIRE(ledger->record_stream("chg", stream).ok());
    writer = MysqlChangeWriter::open(test::target_endpoint(), "chg").value();
    shape.table = {"chg", "t"};
    shape.columns = {test::write_column("id", "int"),
                     test::write_column("v", "varchar(9)")};
    shape.key = {0};
    shape.unique_keys = {{1}};
    shape.other_unique = shape.unwritten_columns = true;
  }

  void run(const std::string& sql) { REQUIRE(session->run(sql, "x").ok()); }
  std::string table() {
    return session
        ->value(
            "SELECT GROUP_CONCAT(CONCAT(id,v,IFNULL(own,'-'),"
            "IFNULL(HEX(own_b),'-')) ORDER BY id) FROM chg.t",
            "x")
        .value();
  }
  // A table of integers and text under its key alone, with an odd name.
  void alone(const char* name, const char* key) {
    run(cat("CREATE TABLE chg.", quote_identifier(name), " (id ", key,
            " PRIMARY KEY, v VARCHAR(9)) ENGINE=InnoDB"));
    shape = {};
    shape.table = {"chg", name};
    shape.columns = {test::write_column("id", "int"),
                     test::write_column("v", "varchar(9)")};
    shape.key = {0};
  }
  std::string rows() {
    return session
        ->value(cat("SELECT GROUP_CONCAT(CONCAT(id,v) ORDER BY id,v) FROM ",
                    quote_table(shape.table)),
                "x")
        .value();
  }
  Status apply(const std::vector<std::vector<Cell>>& deletes,
               const std::vector<std::vector<Cell>>& puts, bool evict = false) {
    std::vector<Row> gone(deletes.begin(), deletes.end());
    std::vector<Row> come(puts.begin(), puts.end());
    const TableChanges changes{&shape, gone, come};
    MR_RETURN_IF_ERROR(writer->begin());
    auto outcome = writer->apply({&changes, 1}, evict);
    StreamRecord progress;
    progress.source = "s";
    if (outcome.ok()) return writer->commit("chg", progress);
    writer->rollback();
    return outcome.status();
  }

  std::unique_ptr<Session> session;
  std::unique_ptr<ChangeWriter> writer;
  WriteShape shape;
};

}  // namespace

TEST_CASE("change writer: unique values swap, columns nobody writes stay") {
  Bench bench;
  bench.run(
      "INSERT INTO chg.t (id,v,own,own_b) VALUES (1,'a',7,x'00ff'), "
      "(2,'b',NULL,NULL), (3,'c',9,'')");
  CHECK(bench
            .apply({cells({"3"})},
                   {cells({"1", "b"}), cells({"2", "a"}), cells({"4", "c"})})
            .message() == "");
  CHECK(bench.table() == "1b700FF,2a--,4c5-");
}

TEST_CASE("change writer: what the target computes is not written") {
  Bench bench;
  bench.run(
      "ALTER TABLE chg.t ADD COLUMN c VARCHAR(20) AS (CONCAT(v, '!')) "
      "VIRTUAL AFTER id, ADD UNIQUE KEY (c)");
  bench.shape.columns.insert(bench.shape.columns.begin() + 1,
                             test::write_column("c", "varchar(20)"));
  bench.shape.columns[1].computed = true;
  bench.shape.unique_keys = {{2}, {1}};
  bench.run("INSERT INTO chg.t (id,v,own) VALUES (1,'a',7), (2,'b',8)");
  const auto apply = [&](bool evict) {
    return bench
        .apply({}, {cells({"1", "b!", "b"}), cells({"2", nullptr, "a"})}, evict)
        .message();
  };
  CHECK(apply(false) == "");
  CHECK(apply(true) == "");
  CHECK(bench.table() == "1b7-,2a8-");
  CHECK(
      bench.session->value("SELECT GROUP_CONCAT(c ORDER BY id) FROM chg.t", "x")
          .value() == "b!,a!");
}

TEST_CASE("change writer: a row under its key alone is overwritten") {
  Bench bench;
  const char* name = GENERATE("plain", "incoming", "in`coming '\"_in");
  bench.alone(name, "INT");
  REQUIRE(bench.apply({}, {cells({"1", "a"}), cells({"2", "b"})}).ok());
  REQUIRE(bench
              .apply({cells({"2"})}, {cells({"1", "A"}), cells({"0", nullptr}),
                                      cells({"-3", "it's"})})
              .ok());
  CHECK(bench.rows() == "-3it's,1A");
  CHECK(bench.session
            ->value(cat("SELECT COUNT(*) FROM ", quote_table(bench.shape.table),
                        " WHERE id=0"),
                    "x")
            .value() == "1");
  // The road of bulk statements, where the server has it.
  std::vector<std::string> ids;
  for (int i = 0; i < 2000; ++i) ids.push_back(std::to_string(i));
  for (const char* v : {"old", "new"}) {
    std::vector<std::vector<Cell>> many;
    for (const std::string& id : ids) many.push_back(cells({id.c_str(), v}));
    REQUIRE(bench.apply({}, many).ok());
  }
  CHECK(bench.session
            ->value(cat("SELECT SUM(v='new') FROM ",
                        quote_table(bench.shape.table)),
                    "x")
            .value() == "2000");
}

// A column that holds less than the source's: two keys become one there, and
// the second row must not take the first one's place in silence.
TEST_CASE("change writer: keys that the target takes for one are an error") {
  Bench bench;
  bench.alone("coarse", "DATETIME(0)");
  bench.shape.columns[0] = test::write_column("id", "datetime(6)");
  bench.shape.columns[0].native = "datetime";
  CHECK_FALSE(bench
                  .apply({}, {cells({"2020-01-01 00:00:00.100000", "a"}),
                              cells({"2020-01-01 00:00:00.200000", "b"})})
                  .ok());
}

TEST_CASE("change writer: a unique value in the way is seen, or evicted") {
  Bench bench;
  bench.run("INSERT INTO chg.t (id,v) VALUES (1,'a')");
  CHECK_FALSE(bench.apply({}, {cells({"2", "A"})}).ok());
  CHECK(bench.table() == "1a5-");
  CHECK(bench.apply({}, {cells({"2", "A"})}, true).ok());
  CHECK(bench.table() == "2A5-");
}

TEST_CASE("change writer: a table without a key takes rows only") {
  Bench bench;
  bench.shape.key.clear();
  bench.shape.unique_keys.clear();
  CHECK(bench.apply({}, {cells({"1", "a"})}).ok());
  CHECK(bench.apply({cells({"1"})}, {}).kind() == StatusKind::kBroken);
}

TEST_CASE("change writer: cascades tell what they touched") {
  Bench bench;
  bench.run("INSERT INTO chg.t (id,v) VALUES (1,'a'), (2,'b')");
  CascadeStep step;
  step.shape = &bench.shape;
  step.columns = {1};
  step.old_values = cells({"a"});
  step.new_values = cells({nullptr});
  step.returning = {0, 1};
  REQUIRE(bench.writer->begin().ok());
  auto touched = bench.writer->cascade(step).value();
  REQUIRE(touched.size() == 1);
  CHECK(touched[0][0] == "1");
  CHECK_FALSE(touched[0][1]);
  step.old_values = cells({"b"});
  step.remove = true;
  touched = bench.writer->cascade(step).value();
  CHECK(touched[0][1] == "b");
  bench.writer->rollback();
  CHECK(bench.table() == "1a5-,2b5-");
}

}  // namespace millrace::mysql
