// SPDX-License-Identifier: Apache-2.0
#include "live/live_workload.h"

namespace millrace::test {
namespace {

std::string str(int64_t number) { return std::to_string(number); }

}  // namespace

int Workload::below(int bound) {
  return static_cast<int>(random_() % static_cast<uint64_t>(bound));
}

std::string Workload::setup(int rows) {
  largest_id_ = rows;
  next_id_ = rows + 1;
  std::string sql = "DROP DATABASE IF EXISTS " + database_ +
                    "; CREATE DATABASE " + database_ +
                    " CHARACTER SET utf8mb4; USE " + database_ + ";\n" + R"(
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE accounts (id BIGINT UNSIGNED PRIMARY KEY, owner VARCHAR(40),
  balance DECIMAL(20,4) NOT NULL, touched TIMESTAMP(6) NULL, u INT NULL,
  UNIQUE KEY (u), KEY (owner));
CREATE TABLE entries (account VARCHAR(20), no INT, amount DOUBLE, note TEXT,
  PRIMARY KEY (account, no));
CREATE TABLE wide (id INT PRIMARY KEY, pad MEDIUMBLOB, kind ENUM('a', 'b'));
)";
  sql +=
      "INSERT INTO accounts SELECT v, CONCAT('owner ', v), v * 1.25, NULL,"
      " IF(v % 2, v, NULL) FROM (SELECT 1 + a.i + 10 * b.i + 100 * c.i +"
      " 1000 * d.i AS v FROM n a, n b, n c, n d) x WHERE v <= " +
      str(rows) + ";\n";
  sql +=
      "INSERT INTO entries SELECT CONCAT('acc ', id % 97), id, id / 3,"
      " REPEAT('note ', id % 20) FROM accounts;\n";
  sql +=
      "INSERT INTO wide SELECT id, REPEAT('x', 2000), 1 + id % 2 FROM"
      " accounts WHERE id <= 300;\n";
  return sql;
}

std::string Workload::swap() {
  const int a = 1 + below(largest_id_);
  const int b = 1 + below(largest_id_);
  if (a == b) return "";
  return "UPDATE accounts SET id = 9000000000 WHERE id = " + str(a) +
         "; UPDATE accounts SET id = " + str(a) + " WHERE id = " + str(b) +
         "; UPDATE accounts SET id = " + str(b) + " WHERE id = 9000000000; ";
}

std::string Workload::statement() {
  const std::string id = str(1 + below(largest_id_));
  switch (below(11)) {
    case 0:
    case 1: {
      const std::string fresh = str(next_id_++);
      return "INSERT INTO accounts VALUES (" + fresh + ", 'new ü', " + fresh +
             ".5, NOW(6), NULL); ";
    }
    case 2:
      return "DELETE FROM accounts WHERE id = " + id + "; ";
    case 3:
      return swap();
    case 4:
      return "UPDATE entries SET no = no + 1000000 WHERE no = " + id + "; ";
    case 5:
      return "UPDATE wide SET pad = REPEAT(CHAR(" + str(65 + below(26)) +
             "), " + str(below(9000)) + ") WHERE id = " + str(below(300)) +
             "; ";
    case 6:
      return "REPLACE INTO entries VALUES ('acc " + str(below(97)) + "', " +
             id + ", " + str(below(1000)) + ".125, NULL); ";
    case 7:
      return "UPDATE accounts SET u = NULL WHERE id = " + id +
             "; UPDATE IGNORE accounts SET u = " + id +
             " WHERE id = " + str(1 + below(largest_id_)) + "; ";
    case 8:
      return "DELETE FROM entries WHERE no BETWEEN " + id + " AND " + id +
             " + 3; ";
    default:
      return "UPDATE accounts SET balance = balance + 1, touched = NOW(6) "
             "WHERE id BETWEEN " +
             id + " AND " + id + " + 20; ";
  }
}

std::string Workload::transactions(int count) {
  std::string sql = "USE " + database_ + ";\n";
  for (int i = 0; i < count; ++i) {
    sql += "START TRANSACTION; ";
    for (int n = 1 + below(6); n > 0; --n) sql += statement();
    sql += below(8) == 0 ? "ROLLBACK;\n" : "COMMIT;\n";
    if (i % 10 == 9) sql += "DO SLEEP(0.02);\n";
  }
  return sql;
}

}  // namespace millrace::test
