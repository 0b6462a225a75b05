// SPDX-License-Identifier: Apache-2.0
//
// XA transactions in the log: told where they commit, or never; the same
// whatever the place that the stream begins at. Events by hand first, then
// what servers write.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "mysql/binlog/assembling.h"
#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

std::string prepare(bool one_phase, const std::string& xid = "a") {
  return le(one_phase, 1) + le(1, 4) + le(1, 4) + le(0, 4) + xid;
}

// "a" is X'61'.
void prepare_rows(Assembling& a, uint64_t gtid, const std::string& table,
                  const std::vector<int>& ids, const std::string& xid = "a") {
  a.gtid(gtid);
  a.query("XA START X'" + hex(xid) + "',X'',1");
  a.map(table);
  a.insert(ids);
  a.query("XA END X'" + hex(xid) + "',X'',1");
  a.take(EventType::kXaPrepare, prepare(false, xid));
}

TEST_CASE("xa: in one phase it is a transaction like any other") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(1);
  a.query("XA START X'61',X'',1");
  a.map("orders");
  a.insert({1});
  a.query("XA END X'61',X'',1");
  a.take(EventType::kXaPrepare, prepare(true));
  CHECK(a.told() == "+1 |1");
}

TEST_CASE("xa: what is prepared is told where it commits") {
  Assembling a(FlavorKind::kMysql);
  prepare_rows(a, 1, "orders", {1, 2});
  a.gtid(2);
  a.query("BEGIN");
  a.map("orders");
  a.insert({3});
  a.xid();
  CHECK(a.told() == "+3 |1-2");
  a.gtid(3);
  a.query("XA COMMIT X'61',X'',1");
  CHECK(a.told() == "+3 |1-2 +1 +2 |1-3");
  CHECK(a.assembler.prepared() == 0);
}

TEST_CASE("xa: what is rolled back is never told") {
  Assembling a(FlavorKind::kMysql);
  prepare_rows(a, 1, "orders", {1, 2});
  CHECK(a.assembler.prepared() == 1);
  a.gtid(2);
  a.query("XA ROLLBACK X'61',X'',1");
  CHECK(a.told() == "");
  CHECK(a.untold() == "|1-2");
  CHECK(!a.assembler.tell().position.holds());
}

TEST_CASE("xa: the position holds the oldest that is undecided") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(1);
  a.query("BEGIN");
  a.xid();
  prepare_rows(a, 2, "orders", {1}, "a");
  prepare_rows(a, 3, "other", {2}, "b");
  const std::string uuid = std::string(Assembling::kUuid) + ":";
  const auto held = [&] { return a.assembler.tell().position.held_gtid; };
  CHECK(held() == uuid + "1");
  a.gtid(4);
  a.query("XA COMMIT X'61',X'',1");
  CHECK(held() == uuid + "1-2");
  a.gtid(5);
  a.query("XA COMMIT X'62',X'',1");
  CHECK(!a.assembler.tell().position.holds());
  CHECK(a.told() == "+1 |1-4");
}

TEST_CASE("xa: a large one is told in parts and ends once") {
  Assembling a(FlavorKind::kMysql, PositionKind::kMysqlGtid, 100);
  prepare_rows(a, 1, "orders", std::vector<int>(50, 9));
  a.gtid(2);
  a.query("XA COMMIT X'61',X'',1");
  const std::string told = a.told();
  CHECK(a.parts > 5);
  CHECK(std::count(told.begin(), told.end(), '+') == 50);
  CHECK_THAT(told, Catch::EndsWith("|1-2"));
}

// The copy began after the PREPARE and before the COMMIT: its rows are not
// in the copy.
TEST_CASE("xa: whether a copy holds the rows is a matter of the commit") {
  Assembling before(FlavorKind::kMysql, PositionKind::kMysqlGtid, 1 << 20, "1");
  prepare_rows(before, 1, "orders", {1});
  before.gtid(2);
  before.query("XA COMMIT X'61',X'',1");
  CHECK(before.told() == "+1 |1-2");
  Assembling after(FlavorKind::kMysql, PositionKind::kMysqlGtid, 1 << 20,
                   "1-2");
  prepare_rows(after, 1, "orders", {1});
  after.gtid(2);
  after.query("XA COMMIT X'61',X'',1");
  CHECK(after.told() == "");
  CHECK(after.untold() == "|1-2");
}

TEST_CASE("xa: a commit whose rows were never seen stops") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(1);
  a.query("XA ROLLBACK X'62',X'',1");
  CHECK(a.untold() == "|1");
  a.gtid(2);
  a.query("XA COMMIT X'62',X'',1");
  CHECK(a.status.code() == "S209");
}

TEST_CASE("xa: rows that a rollback does not undo are not forgotten") {
  Assembling a(FlavorKind::kMysql, PositionKind::kNone, 1 << 20, "", "MyISAM");
  prepare_rows(a, 1, "orders", {1});
  a.gtid(2);
  a.query("XA ROLLBACK X'61',X'',1");
  CHECK(a.status.code() == "S213");
  Assembling b(FlavorKind::kMysql, PositionKind::kNone, 1 << 20, "", "MyISAM");
  b.gtid(1);
  b.query("XA START X'61',X'',1");
  b.map("orders");
  b.insert({1});
  b.query("ROLLBACK");
  CHECK(b.told() == "+1 |1");
}

TEST_CASE("xa: a table that changes under prepared rows stops") {
  Assembling a(FlavorKind::kMysql);
  prepare_rows(a, 1, "orders", {1});
  a.gtid(2);
  a.query("ALTER TABLE other ADD x INT");
  CHECK(a.status.ok());
  a.gtid(3);
  a.query("ALTER TABLE orders ADD x INT");
  CHECK(a.status.code() == "S340");
}

TEST_CASE("xa: MariaDB's event of the GTID is its XA START") {
  Assembling a(FlavorKind::kMariadb);
  a.mariadb_gtid(1, MariadbGtid::kPreparedXa);
  CHECK(a.status.code() == "S208");  // no xid behind the flag
  Assembling b(FlavorKind::kMariadb);
  const auto gtid = [&](uint64_t sequence, uint8_t flags) {
    b.take(EventType::kMariadbGtid, le(sequence, 8) + le(0, 4) + le(flags, 1) +
                                        le(1, 4) + le(1, 1) + le(0, 1) + "a");
  };
  gtid(1, MariadbGtid::kPreparedXa);
  b.map("orders");
  b.insert({1});
  b.query("XA END X'61',X'',1");
  b.take(EventType::kXaPrepare, prepare(false));
  CHECK(b.told() == "");
  gtid(2, MariadbGtid::kCompletedXa | MariadbGtid::kStandalone);
  b.query("XA COMMIT X'61',X'',1");
  CHECK(b.told() == "+1 |0-7-2");
}

const char* const kTables =
    "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(900));"
    "CREATE TABLE aside.u (id INT PRIMARY KEY)";

bool splits_xa(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb ? flavor.at_least(10, 5)
                                             : flavor.at_least(5, 7, 7);
}

// A random history of XA and other transactions.
class History {
 public:
  explicit History(uint64_t seed) : random_(seed) {}

  std::string step() {
    const std::string id = std::to_string(++next_);
    switch (random_() % 6) {
      case 0:
        return "INSERT INTO t VALUES (" + id + ", 'plain')";
      case 1:
        return "XA START 'o" + id + "'; INSERT INTO t VALUES (" + id +
               ", 'one'); XA END 'o" + id + "'; XA COMMIT 'o" + id +
               "' ONE PHASE";
      case 2:
      case 3: {
        open_.push_back("'x" + id + "'");
        const std::string table = random_() % 3 ? "t" : "aside.u";
        const std::string row = table == "t" ? id + ", REPEAT('x', 900)" : id;
        return "XA START 'x" + id + "'; INSERT INTO " + table + " VALUES (" +
               row + "); XA END 'x" + id + "'; XA PREPARE 'x" + id + "'";
      }
      default:
        return decide();
    }
  }
  std::string decide() {
    if (open_.empty()) return "DO 1";
    const size_t i = random_() % open_.size();
    const std::string xid = open_[i];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
    return (random_() % 3 ? "XA COMMIT " : "XA ROLLBACK ") + xid;
  }
  bool undecided() const { return !open_.empty(); }
  bool restarts() { return random_() % 3 == 0; }

 private:
  std::mt19937_64 random_;
  int next_ = 0;
  std::vector<std::string> open_;
};

// The law: wherever the stream is ended and begun again from the position it
// had, the rows told in all are those of the table, each once.
void check_law(const Endpoint& endpoint, uint64_t seed, bool by_file) {
  INFO(flavor_of(endpoint).version << ", seed " << seed
                                   << (by_file ? ", by file" : ""));
  const Flavor flavor = flavor_of(endpoint);
  const bool packs =
      flavor.kind != FlavorKind::kMariadb && flavor.at_least(8, 0, 20);
  const auto now = [&] {
    Position p = position_of(endpoint);
    if (by_file) p.kind = PositionKind::kFile;
    if (by_file) p.gtid.clear();
    return p;
  };
  const auto connect = [&] {
    auto writer = std::make_unique<Writer>(endpoint);
    return writer;
  };
  auto writer = connect();
  writer->run(
      "DROP DATABASE IF EXISTS xaflow; CREATE DATABASE xaflow; "
      "DROP DATABASE IF EXISTS aside; CREATE DATABASE aside; "
      "USE xaflow");
  writer->run(kTables);
  ChangeLogOptions options;
  options.tables = tables_of(endpoint, "xaflow");
  Position at = now();
  Replay replay;
  History history(seed);
  const auto follow_on = [&] {
    const Followed f = follow(endpoint, options, at, now());
    REQUIRE(f.status.message() == "");
    for (const Change& c : f.changes) replay.apply(c);
    at = f.position;
    // As the ledger keeps it.
    at = *position_from_json(position_to_json(at));
  };
  for (int i = 0; i < 40; ++i) {
    // What a session has prepared, another may decide only when it is gone.
    writer = connect();
    writer->run("USE xaflow");
    const std::string sql = history.step();
    if (packs && i % 3 == 0) {
      writer->run("SET binlog_transaction_compression = ON");
    }
    INFO(sql);
    for (int tries = 0; tries < 50; ++tries) {
      const std::string problem = writer->attempt(sql);
      if (problem.empty()) break;
      if (tries == 49) FAIL(problem);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (history.restarts()) follow_on();
  }
  while (history.undecided()) {
    writer = connect();
    writer->run("USE xaflow");
    const std::string sql = history.decide();
    INFO(sql);
    for (int tries = 0; writer->attempt(sql) != "" && tries < 50; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (history.restarts()) follow_on();
  }
  follow_on();
  CHECK(!at.holds());
  auto expected = rows_of(endpoint, options.tables[0]);
  std::sort(expected.begin(), expected.end());
  CHECK(replay.rows(0) == expected);
}

TEST_CASE("xa: a server's history, begun anew at any place, tells each once") {
  for (const Endpoint& endpoint : all_servers()) {
    if (!splits_xa(flavor_of(endpoint))) continue;
    // A MariaDB's position is always one of GTIDs.
    const bool mariadb = flavor_of(endpoint).kind == FlavorKind::kMariadb;
    for (uint64_t seed = 1; seed <= 4; ++seed) {
      check_law(endpoint, seed, !mariadb && seed % 2 == 0);
    }
  }
}

}  // namespace
}  // namespace millrace::mysql::test
