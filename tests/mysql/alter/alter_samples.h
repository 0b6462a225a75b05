// SPDX-License-Identifier: Apache-2.0
//
// Random tables, and statements that alter them, as people write them; what
// a server does not take of them is left out by who runs them. Thread: one.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace millrace::test {

class AlterSamples {
 public:
  explicit AlterSamples(uint32_t seed) : random_(seed) {}

  std::string create(const std::string& table) {
    std::string sql = "CREATE TABLE " + table + " (id " +
                      pick({"INT", "BIGINT UNSIGNED", "CHAR(8)"}) + " NOT NULL";
    for (int i = 0; i < 4; ++i) {
      sql += ", c" + std::to_string(i) + " " + definition();
    }
    return sql + ", PRIMARY KEY (id)) " +
           pick({"", "CHARACTER SET latin1", "COLLATE utf8mb4_bin"});
  }

  // `columns` are those of the table now.
  std::string alter(const std::string& table,
                    const std::vector<std::string>& columns,
                    const std::vector<std::string>& indexes) {
    columns_ = columns;
    indexes_ = indexes;
    if (below(12) == 0) {
      return pick({"CREATE INDEX ", "CREATE UNIQUE INDEX "}) + fresh("i") +
             " ON " + table + " (" + part() + ")";
    }
    if (below(12) == 0 && !indexes_.empty()) {
      return "DROP INDEX " + pick(indexes_) + " ON " + table;
    }
    std::string sql = pick({"ALTER TABLE ", "alter table /* why */ "}) + table;
    const int clauses = 1 + static_cast<int>(below(3));
    for (int i = 0; i < clauses; ++i) sql += (i ? ", " : " ") + clause();
    return sql;
  }

 private:
  uint32_t below(uint32_t n) { return random_() % n; }
  std::string pick(const std::vector<std::string>& from) {
    return from[below(static_cast<uint32_t>(from.size()))];
  }
  std::string fresh(const char* head) {
    return head + std::to_string(100 + below(900));
  }
  std::string quoted(const std::string& name) {
    return below(2) ? "`" + name + "`" : name;
  }
  std::string column() { return pick(columns_); }

  std::string type() {
    return pick({"INT",
                 "INTEGER UNSIGNED",
                 "TINYINT(1)",
                 "BOOL",
                 "SMALLINT(5)",
                 "MEDIUMINT UNSIGNED",
                 "BIGINT",
                 "INT8",
                 "INT(6) ZEROFILL",
                 "DECIMAL(10,2)",
                 "NUMERIC(6)",
                 "DEC",
                 "FLOAT",
                 "DOUBLE PRECISION",
                 "FLOAT(30)",
                 "BIT(5)",
                 "BIT",
                 "CHAR(7)",
                 "CHARACTER(3)",
                 "VARCHAR(20)",
                 "CHARACTER VARYING(9)",
                 "VARCHAR(30) CHARSET latin1",
                 "VARCHAR(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                 "CHAR(5) COLLATE utf8mb4_bin",
                 "NATIONAL VARCHAR(6)",
                 "TEXT",
                 "TINYTEXT",
                 "MEDIUMTEXT CHARACTER SET ascii",
                 "TEXT(300)",
                 "LONGTEXT",
                 "BINARY(4)",
                 "VARBINARY(9)",
                 "BLOB",
                 "BLOB(70000)",
                 "TINYBLOB",
                 "DATE",
                 "TIME",
                 "TIME(2)",
                 "DATETIME",
                 "DATETIME(6)",
                 "YEAR",
                 "ENUM('a','b''c','d,e')",
                 "SET('x','y z')",
                 "JSON"});
  }

  std::string definition() {
    const std::string written = type();
    std::string sql = written;
    const uint32_t kind = below(5);
    if (kind == 1) sql += " NOT NULL";
    if (kind == 2) sql += " NULL DEFAULT NULL";
    if (kind == 3 && written.find("INT") != std::string::npos) {
      sql += pick({" DEFAULT 5", " NOT NULL DEFAULT '0'", " DEFAULT +7"});
    }
    if (kind == 3 && written.find("CHAR(") != std::string::npos) {
      sql += pick({" DEFAULT 'a''b'", " NOT NULL DEFAULT ''"});
    }
    if (kind == 3 && written == "DECIMAL(10,2)") {
      sql += pick({" DEFAULT 1.5", " DEFAULT -3", " NOT NULL DEFAULT '0.25'"});
    }
    if (kind == 3 && written == "DATETIME") {
      sql += pick({" DEFAULT CURRENT_TIMESTAMP",
                   " DEFAULT NOW() ON UPDATE "
                   "NOW()",
                   " DEFAULT '2024-02-03 04:05:06'"});
    }
    if (kind == 3 && written == "BIT(5)") sql += " DEFAULT b'101'";
    if (below(6) == 0) sql += " COMMENT 'it''s, (x'";
    return sql;
  }

  std::string place() {
    switch (below(4)) {
      case 0:
        return " FIRST";
      case 1:
        return " AFTER " + quoted(column());
      default:
        return "";
    }
  }

  std::string part() {
    return quoted(column()) + pick({"", "", " DESC", "(3)"});
  }

  std::string default_change() {
    return pick({" SET DEFAULT 3", " DROP DEFAULT", " SET DEFAULT 20240131",
                 " SET DEFAULT '2024-1-2'", " SET DEFAULT '1:2:3'",
                 " SET DEFAULT '2024-02-03 04:05'"});
  }

  std::string clause() {
    switch (below(17)) {
      case 0:
      case 1:
      case 2:
        return pick({"ADD ", "ADD COLUMN ", "add column if not exists "}) +
               quoted(fresh("n")) + " " + definition() + place();
      case 3:
        return "ADD (" + fresh("m") + " " + definition() + ", " + fresh("m") +
               " " + definition() + ")";
      case 4:
        return pick({"DROP ", "DROP COLUMN ", "DROP COLUMN IF EXISTS "}) +
               quoted(column());
      case 5:
        return "CHANGE " + quoted(column()) + " " + fresh("r") + " " +
               definition() + place();
      case 6:
      case 7:
        return "MODIFY " + quoted(column()) + " " + definition() + place();
      case 8:
      case 9:
        return "RENAME COLUMN " + quoted(column()) + " TO " + fresh("r");
      case 10:
        return "ALTER " + column() + default_change();
      case 11:
        return "ADD " +
               pick({"INDEX ", "KEY ", "UNIQUE KEY ", "UNIQUE ",
                     "INDEX " + fresh("i") + " "}) +
               "(" + part() + ")";
      case 12:
        if (indexes_.empty()) return "FORCE";
        return below(2)
                   ? "DROP INDEX " + pick(indexes_)
                   : "RENAME INDEX " + pick(indexes_) + " TO " + fresh("j");
      case 13:
        return pick({"CONVERT TO CHARACTER SET utf8mb4",
                     "CONVERT TO CHARSET latin1 COLLATE latin1_bin"});
      case 14:
        return pick({"DEFAULT CHARSET=ascii",
                     "COMMENT='a, b' ROW_FORMAT=DYNAMIC", "ENGINE=InnoDB",
                     "AUTO_INCREMENT = 7, ALGORITHM=COPY"});
      case 15: {
        const std::string again = column();
        return "DROP " + quoted(again) + ", ADD " + again + " " + definition();
      }
      default:
        return "DROP PRIMARY KEY, ADD PRIMARY KEY (" + column() + ", id)";
    }
  }

  std::mt19937 random_;
  std::vector<std::string> columns_;
  std::vector<std::string> indexes_;
};

}  // namespace millrace::test
