// SPDX-License-Identifier: Apache-2.0
#include "mysql/change_log.h"

#include <thread>

#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// A fresh schema with the tables of `create`, followed from there on.
class Source {
 public:
  Source(const Endpoint& endpoint, const std::string& create)
      : endpoint_(endpoint), writer(endpoint) {
    writer.run("DROP DATABASE IF EXISTS flow; CREATE DATABASE flow; USE flow");
    writer.run(create);
    options.tables = tables_of(endpoint, "flow");
    start = position_of(endpoint);
  }
  explicit Source(const std::string& create)
      : Source(all_servers()[0], create) {}

  // Follows only the tables named.
  void select(const std::string& only) {
    std::erase_if(options.tables,
                  [&](const Table& t) { return t.name.table != only; });
  }
  Followed follow_to_now() {
    return follow(endpoint_, options, start, position_of(endpoint_));
  }
  Followed after(const std::string& sql) {
    writer.run(sql);
    return follow_to_now();
  }

  const Endpoint endpoint_;
  Writer writer;
  ChangeLogOptions options;
  Position start;
};

const char* const kTable = "CREATE TABLE t (id INT PRIMARY KEY, a INT)";

TEST_CASE("change log: transactions come whole, in order, with positions") {
  for (const Endpoint& endpoint : all_servers()) {
    INFO(flavor_of(endpoint).version);
    Source s(endpoint, kTable);
    const Followed f = s.after(
        "INSERT INTO t VALUES (1,1),(2,2); BEGIN; UPDATE t SET a = 9; DELETE "
        "FROM t WHERE id = 1; COMMIT; INSERT INTO t VALUES (3,3)");
    REQUIRE(f.status.message() == "");
    CHECK(f.ends == std::vector<size_t>{2, 5, 6});
    // File and offset go along with GTIDs, and are what the server says.
    const Position now = position_of(endpoint);
    CHECK(f.position.file == now.file);
    CHECK(f.position.offset == now.offset);
    CHECK(f.position.gtid == now.gtid);
  }
}

TEST_CASE("change log: from any position the rest comes, nothing twice") {
  for (const Endpoint& endpoint : all_servers()) {
    INFO(flavor_of(endpoint).version);
    Source s(endpoint, std::string(kTable) + "; CREATE TABLE u (id INT)");
    s.select("t");
    std::vector<Position> stops = {s.start};
    for (int i = 0; i < 6; ++i) {
      s.writer.run(cat("INSERT INTO t VALUES (", i, ",0)"));
      if (i == 2) s.writer.run("FLUSH LOGS; INSERT INTO u VALUES (1)");
      stops.push_back(position_of(endpoint));
    }
    for (size_t i = 0; i < stops.size(); ++i) {
      const Followed f =
          follow(endpoint, s.options, stops[i], position_of(endpoint));
      REQUIRE(f.status.message() == "");
      CHECK(f.changes.size() == 6 - i);
    }
  }
}

TEST_CASE("change log: by file and offset") {
  for (const Endpoint& endpoint : all_servers()) {
    INFO(flavor_of(endpoint).version);
    Source s(endpoint, kTable);
    s.start.kind = PositionKind::kFile;
    s.writer.run(
        "INSERT INTO t VALUES (1,1); FLUSH LOGS; INSERT INTO t "
        "VALUES (2,2); CREATE TABLE v (a INT); FLUSH LOGS");
    Position goal = position_of(endpoint);
    goal.kind = PositionKind::kFile;
    const Followed f = follow(endpoint, s.options, s.start, goal);
    REQUIRE(f.status.message() == "");
    CHECK(f.changes.size() == 2);
    CHECK(f.position.file == goal.file);
  }
}

TEST_CASE("change log: a large transaction comes in parts, ended once") {
  Source s(
      "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, "
      "a VARCHAR(1000))");
  s.options.part_bytes = 50000;
  std::string sql = "BEGIN; INSERT INTO t(a) VALUES (REPEAT('x',1000))";
  for (int i = 0; i < 9; ++i) sql += "; INSERT INTO t(a) SELECT a FROM t";
  const Followed f = s.after(sql + "; COMMIT");
  REQUIRE(f.status.message() == "");
  CHECK(f.changes.size() == 512);
  CHECK(f.parts > 8);
  CHECK(f.ends == std::vector<size_t>{512});
}

TEST_CASE("change log: what is not selected costs few parts") {
  Source s(std::string(kTable) + "; CREATE TABLE u (id INT)");
  s.select("t");
  std::string sql;
  for (int i = 0; i < 1500; ++i) sql += "INSERT INTO u VALUES (1);";
  const Followed f = s.after(sql + "SELECT 1");
  REQUIRE(f.status.message() == "");
  CHECK(f.changes.empty());
  CHECK(f.parts < 100);
}

TEST_CASE("change log: compressed by MariaDB") {
  Source s("CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(2000))");
  s.writer.run("SET GLOBAL log_bin_compress=ON");
  const Followed f = s.after(
      "INSERT INTO t VALUES (1,REPEAT('x',1500)),(2,'b'); UPDATE t SET a = "
      "REPEAT('y',1999) WHERE id = 1; DELETE FROM t WHERE id = 2");
  s.writer.run("SET GLOBAL log_bin_compress=OFF");
  REQUIRE(f.status.message() == "");
  Replay replay;
  for (const Change& c : f.changes) replay.apply(c);
  CHECK(replay.rows(0) == std::vector<Line>{{"1", std::string(1999, 'y')}});
}

TEST_CASE("change log: generated and invisible columns are in the rows") {
  Source s(
      "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT AS (a * 2) "
      "VIRTUAL, s INT AS (a + 1) STORED, i INT INVISIBLE DEFAULT 9)");
  const Followed f = s.after(
      "INSERT INTO t (id, a) VALUES (1,5),(2,6),(3,7); UPDATE t SET a = a + 1; "
      "UPDATE t SET i = 0 WHERE id > 1; DELETE FROM t WHERE id = 2");
  REQUIRE(f.status.message() == "");
  Replay replay;
  for (const Change& c : f.changes) replay.apply(c);
  CHECK(replay.rows(0) == rows_of(s.endpoint_, s.options.tables[0]));
}

TEST_CASE("change log: what must stop the stream does, with its code") {
  const auto code = [](const std::string& sql) {
    Source s(std::string(kTable) +
             " ENGINE=InnoDB; CREATE TABLE m (id INT "
             "PRIMARY KEY) ENGINE=MyISAM");
    const Followed f = s.after("INSERT INTO t VALUES (0,0);" + sql +
                               "; SET binlog_format=ROW, "
                               "binlog_row_image=FULL");
    CHECK(f.ends.size() == 1);  // what went before is there
    CHECK_THAT(f.status.message(), Catch::Contains("flow."));
    return f.status.code();
  };
  CHECK(code("SET binlog_format=STATEMENT; UPDATE t SET a = 5") == "S202");
  CHECK(code("SET binlog_row_image=MINIMAL; UPDATE t SET a = 5") == "S205");
  CHECK(code("SET sql_log_bin=0; ALTER TABLE t ADD x INT; SET sql_log_bin=1; "
             "INSERT INTO t VALUES (5,5,5)") == "S204");
}

TEST_CASE("change log: a savepoint that the log could not leave out") {
  Source s(
      "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB; CREATE TABLE "
      "m (id INT PRIMARY KEY) ENGINE=MyISAM");
  const Followed f = s.after(
      "BEGIN; INSERT INTO t VALUES (1); SAVEPOINT a; INSERT INTO t VALUES (2); "
      "INSERT INTO m VALUES (9); ROLLBACK TO a; COMMIT");
  CHECK(f.status.code() == "S213");
}

TEST_CASE("change log: rows of engines that cannot roll back stay") {
  Source s(
      "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB; CREATE TABLE "
      "m (id INT PRIMARY KEY) ENGINE=MyISAM");
  const Followed f = s.after(
      "BEGIN; INSERT INTO t VALUES (1); INSERT INTO m VALUES (1); ROLLBACK");
  REQUIRE(f.status.message() == "");
  REQUIRE(f.changes.size() == 1);
  CHECK(s.options.tables[f.changes[0].table].name.table == "m");
}

TEST_CASE("change log: DDL on selected tables is told, other is not") {
  for (const Endpoint& endpoint : all_servers()) {
    INFO(flavor_of(endpoint).version);
    Source s(endpoint, std::string(kTable) + "; CREATE TABLE u (id INT)");
    s.select("t");
    const Followed other = s.after(
        "ALTER TABLE u ADD x INT; DROP TABLE u; CREATE TABLE u LIKE t; "
        "CREATE TEMPORARY TABLE tt (a INT); DROP TEMPORARY TABLE tt; OPTIMIZE "
        "TABLE t; CREATE VIEW v AS SELECT 1");
    REQUIRE(other.status.message() == "");
    CHECK(other.statements.empty());
    for (const char* sql : {"RENAME TABLE t TO t2, t2 TO t",
                            "ALTER TABLE flow.t COMMENT 'x'", "TRUNCATE t"}) {
      INFO(sql);
      s.start = position_of(endpoint);
      const Followed f = s.after(sql);
      REQUIRE(f.statements.size() == 1);
      CHECK(f.statements[0].problem == "");
      CHECK(f.statements[0].what.ends_with(" flow.t"));
      // What may come has another shape: the log is opened anew.
      CHECK((f.status.ok() || f.status.kind() == StatusKind::kRetry));
    }
  }
}

// Begun, and ended or given up: only the end counts.
TEST_CASE("change log: an ALTER in two phases is one, a failed one is none") {
  Source s("CREATE TABLE t (id INT PRIMARY KEY, a INT)");
  s.writer.run(
      "SET SESSION binlog_alter_two_phase = ON; SET sql_mode = "
      "'STRICT_ALL_TABLES'; INSERT INTO t VALUES (1, NULL)");
  s.start = position_of(s.endpoint_);
  const std::string refused =
      s.writer.attempt("ALTER TABLE t MODIFY a INT NOT NULL, ALGORITHM=COPY");
  REQUIRE(refused != "");
  const Followed none = s.after("INSERT INTO t VALUES (2, 2)");
  REQUIRE(none.status.message() == "");
  CHECK(none.statements.empty());
  CHECK(none.changes.size() == 1);
  const Followed one = s.after("ALTER TABLE t ADD x INT");
  REQUIRE(one.statements.size() == 1);
  CHECK(one.statements[0].alterations.size() == 1);
}

TEST_CASE("change log: a table follows from the place of its own copy") {
  Source s(std::string(kTable) + "; CREATE TABLE u (id INT PRIMARY KEY)");
  s.writer.run(
      "INSERT INTO t VALUES (1,1); INSERT INTO u VALUES (1); "
      "ALTER TABLE t COMMENT 'before'");
  s.options.tables_from = {position_of(s.endpoint_), {}};
  const Followed f =
      s.after("INSERT INTO t VALUES (2,2); INSERT INTO u VALUES (2)");
  REQUIRE(f.status.message() == "");
  CHECK(f.statements.empty());
  REQUIRE(f.changes.size() == 3);
  CHECK(f.changes[1].after == Line{"2", "2"});
}

TEST_CASE("change log: a quiet source gives idle parts, an interrupt ends") {
  Source s(kTable);
  s.options.heartbeat = milliseconds(100);
  auto log = std::move(make_change_log(s.endpoint_, s.options)).value();
  REQUIRE(log->open(s.start).message() == "");
  TransactionPart part;
  const auto began = Clock::now();
  for (int i = 0; i < 5; ++i) {
    REQUIRE(log->next(&part).message() == "");
    CHECK(part.idle);
    CHECK_FALSE(part.ends);
  }
  CHECK(Clock::now() - began < milliseconds(3000));
  std::thread other([&] {
    std::this_thread::sleep_for(milliseconds(50));
    log->interrupt();
  });
  Status status;
  while (status.ok()) status = log->next(&part);
  other.join();
  CHECK(status.kind() == StatusKind::kRetry);
  CHECK(log->next(&part).kind() == StatusKind::kRetry);
  REQUIRE(log->open(s.start).message() == "");
  CHECK(log->next(&part).message() == "");
}

TEST_CASE("change log: a position that is gone, or of nobody, is refused") {
  Source s(kTable);
  Followed unknown = follow(
      s.endpoint_, s.options,
      [&] {
        Position p = s.start;
        p.gtid = "0-1-999999";
        return p;
      }(),
      s.start);
  CHECK(unknown.status.code() == "S320");  // the source has not been there
  Position odd = s.start;
  odd.gtid = "0-77-1";
  s.writer.run(
      "INSERT INTO t VALUES (1,1); FLUSH LOGS; "
      "INSERT INTO t VALUES (2,2)");
  // A file that a reader has not let go of yet stays for a moment.
  const std::string last = position_of(s.endpoint_).file;
  for (int i = 0; i < 100; ++i) {
    s.writer.run(cat("PURGE BINARY LOGS TO '", last, "'"));
    if (s.writer.value("SHOW BINARY LOGS") == last) break;
    std::this_thread::sleep_for(milliseconds(50));
  }
  for (const Position& from : {s.start, odd}) {
    INFO(from.str());
    const Followed f =
        follow(s.endpoint_, s.options, from, position_of(s.endpoint_));
    CHECK(f.status.code() == (from == odd ? "S320" : "S203"));
    CHECK(f.status.kind() == StatusKind::kRefused);
  }
}

TEST_CASE("change log: two readers of one identity do not fight") {
  for (Endpoint endpoint : all_servers()) {
    INFO(flavor_of(endpoint).version);
    endpoint.client_uuid = "0d1f7a5e-1111-4222-8333-444455556666";
    Source s(endpoint, kTable);
    s.options.heartbeat = milliseconds(100);
    auto first = std::move(make_change_log(endpoint, s.options)).value();
    auto second = std::move(make_change_log(endpoint, s.options)).value();
    REQUIRE(first->open(s.start).ok());
    TransactionPart part;
    REQUIRE(first->next(&part).ok());
    REQUIRE(second->open(s.start).ok());
    REQUIRE(second->next(&part).ok());
    Status status;
    for (int i = 0; i < 50 && status.ok(); ++i) status = first->next(&part);
    CHECK(status.code() == "S210");
    CHECK(second->next(&part).ok());
  }
}

TEST_CASE("change log: a server that goes away is tried again") {
  millrace::test::MariadbServer server;
  Source s(server.endpoint(), kTable);
  s.options.heartbeat = milliseconds(100);
  s.writer.run("INSERT INTO t VALUES (1,1)");
  auto log = std::move(make_change_log(s.endpoint_, s.options)).value();
  REQUIRE(log->open(s.start).message() == "");
  Position at = s.start;
  TransactionPart part;
  while (!part.ends) REQUIRE(log->next(&part).message() == "");
  at = part.position;
  server.kill();
  Status status;
  for (int i = 0; i < 50 && status.ok(); ++i) status = log->next(&part);
  CHECK(status.kind() == StatusKind::kRetry);
  CHECK(log->open(at).kind() == StatusKind::kRetry);
  server.restart();
  Writer writer(s.endpoint_);
  writer.run("INSERT INTO flow.t VALUES (2,2)");
  const Followed f =
      follow(s.endpoint_, s.options, at, position_of(s.endpoint_));
  REQUIRE(f.status.message() == "");
  REQUIRE(f.changes.size() == 1);
  CHECK(f.changes[0].after[0] == "2");
}

TEST_CASE("change log: an account without the right is refused") {
  Source s(kTable);
  s.writer.run(
      "CREATE OR REPLACE USER weak@'%'; GRANT SELECT ON flow.* TO "
      "weak@'%'");
  Endpoint weak = s.endpoint_;
  weak.user = "weak";
  auto log = std::move(make_change_log(weak, s.options)).value();
  Status status = log->open(s.start);
  TransactionPart part;
  while (status.ok()) status = log->next(&part);
  CHECK(status.kind() == StatusKind::kRefused);
}

}  // namespace
}  // namespace millrace::mysql::test
