// SPDX-License-Identifier: Apache-2.0
#include "live/live_soak_workload.h"

namespace millrace::test {

namespace {

using Random = std::function<int(int)>;

std::string str(int64_t number) { return std::to_string(number); }

std::string moment(int number) {
  return "TIMESTAMP'2019-12-31 22:00:00' + INTERVAL " + str(number) +
         "*86413.000123 SECOND";
}

}  // namespace

// `columns` are those of the key and of the payload. `key` gives the values
// of a slot's key, by name; `payload` gives assignments of random values.
// `shift` moves the keys of rows after their neighbours', in an order in
// which the source itself does not stumble.
struct SoakWorkload::Table {
  const char* name;
  const char* columns;
  std::vector<std::pair<std::string, std::string>> (*key)(int);
  std::string (*payload)(const Random&);
  const char* shift;

  std::string joined(int slot, const char* between) const {
    std::string out;
    for (const auto& [column, value] : key(slot)) {
      out += (out.empty() ? "" : between) + column + " = " + value;
    }
    return out;
  }
  std::string where(int slot) const {
    return " WHERE " + joined(slot, " AND ");
  }
  std::string assigned(int slot) const { return joined(slot, ", "); }
};

const std::vector<SoakWorkload::Table>& SoakWorkload::tables() {
  using Key = std::vector<std::pair<std::string, std::string>>;
  static const std::vector<Table> all = {
      {"whole",
       "id INT, u INT NULL, note VARCHAR(40) NULL, UNIQUE KEY (u), PRIMARY "
       "KEY (id)",
       [](int i) {
         return Key{{"id", str(i)}};
       },
       [](const Random& r) {
         return "note = ELT(" + str(r(4)) + ", '', 'new ü', REPEAT('é', 40))";
       },
       "id = id + 1 WHERE id > 0 AND id < @ ORDER BY id DESC LIMIT 7"},
      {"pair",
       "a VARCHAR(20) COLLATE utf8mb4_bin, b INT, d DOUBLE NULL, f FLOAT NULL,"
       " long_text TEXT NULL, PRIMARY KEY (a, b)",
       [](int i) {
         return Key{{"a", "'acc " + str(i % 7) + "'"}, {"b", str(i)}};
       },
       [](const Random& r) {
         return "d = " + str(r(1000)) + " / 7, f = " + str(r(99)) +
                ".125, long_text = REPEAT('text ', " + str(r(60)) + ")";
       },
       "b = b + 1 WHERE b > 0 AND b < @ ORDER BY b DESC LIMIT 7"},
      {"named",
       "k VARCHAR(60) COLLATE utf8mb4_unicode_ci, doc LONGTEXT NULL, c "
       "CHAR(9) NULL, PRIMARY KEY (k)",
       [](int i) {
         return Key{{"k", "CONCAT(ELT(" + str(1 + i % 4) +
                              ", 'Müller', 'straße ', 'ÖDE', 'x'), " + str(i) +
                              ")"}};
       },
       [](const Random& r) {
         return "doc = CONCAT('{\"a\": ', " + str(r(100)) +
                ", '}'), c = LEFT('äöü  xyz ', " + str(r(9)) + ")";
       },
       "k = IF(BINARY k = BINARY UPPER(k), LOWER(k), UPPER(k)) WHERE slot < @ "
       "AND slot > 0 LIMIT 7"},
      {"bytes",
       "k VARBINARY(24), raw MEDIUMBLOB NULL, fixed BINARY(5) NULL, PRIMARY "
       "KEY (k)",
       [](int i) {
         return Key{{"k", "UNHEX(CONCAT('00', LPAD(HEX(" + str(i * 7919) +
                              "), 12, '0'), 'FF'))"}};
       },
       [](const Random& r) {
         return "raw = REPEAT(CHAR(" + str(r(256)) + "), " + str(r(700)) +
                "), fixed = UNHEX('00FF0A')";
       },
       "k = CONCAT(k, CHAR(0)) WHERE LENGTH(k) < 12 AND slot > 0 AND slot < @ "
       "LIMIT 7"},
      {"exact",
       "k DECIMAL(20,6), v DECIMAL(38,10) NULL, t TINYINT NULL, PRIMARY KEY "
       "(k)",
       [](int i) {
         return Key{{"k", str(i) + " * 1.000001 - 500"}};
       },
       [](const Random& r) {
         return "v = " + str(r(100000)) +
                " * -98765432109.0123456789, t = " + str(r(256) - 128);
       },
       "k = k + 1.000001 WHERE k > -500 AND k < @ ORDER BY k DESC LIMIT 7"},
      {"dated",
       "k DATETIME(6), d DATE NULL, t TIME(3) NULL, ts TIMESTAMP(6) NULL, y "
       "YEAR NULL, PRIMARY KEY (k)",
       [](int i) {
         return Key{{"k", moment(i)}};
       },
       [](const Random& r) {
         return "d = DATE'1999-12-31' + INTERVAL " + str(r(9000)) +
                " DAY, t = SEC_TO_TIME(" + str(r(1600000) - 800000) +
                ".125), ts = NOW(6), y = " + str(1970 + r(100));
       },
       "k = k + INTERVAL 86413.000123 SECOND WHERE slot > 0 AND slot < @ "
       "ORDER BY k DESC LIMIT 7"},
      {"large",
       "k BIGINT UNSIGNED, bits BIT(13) NULL, kinds SET('a', 'b', 'c') NULL, "
       "m MEDIUMINT UNSIGNED NULL, PRIMARY KEY (k)",
       [](int i) {
         return Key{{"k", "18446744073709551615 - " + str(i)}};
       },
       [](const Random& r) {
         return "bits = " + str(r(8192)) + ", kinds = " + str(r(8)) +
                ", m = " + str(r(16777216));
       },
       "k = k - 1 WHERE k > 9223372036854775807 AND k < 18446744073709551615 "
       "AND slot < @ ORDER BY k LIMIT 7"},
      {"sorted",
       "k ENUM('red', 'green', 'blue'), n2 SMALLINT UNSIGNED, tag VARCHAR(30) "
       "COLLATE utf8mb4_general_ci NULL, UNIQUE KEY (tag), PRIMARY KEY (k, n2)",
       [](int i) {
         return Key{
             {"k", "ELT(" + str(1 + i % 3) + ", 'red', 'green', 'blue')"},
             {"n2", str(i)}};
       },
       [](const Random& r) {
         return "tag = IF(" + str(r(2)) + ", NULL, 'Tag " + str(r(3000)) + "')";
       },
       "n2 = n2 + 1 WHERE n2 > 0 AND n2 < @ ORDER BY n2 DESC LIMIT 7"}};
  return all;
}

int SoakWorkload::below(int bound) {
  return static_cast<int>(random_() % static_cast<uint64_t>(bound));
}

const SoakWorkload::Table& SoakWorkload::any_table() {
  return tables().at(static_cast<size_t>(below(8)));
}

std::string SoakWorkload::row(const Table& table, int slot) {
  return table.assigned(slot) + ", slot = " + str(slot) +
         ", amount = " + str(below(1000) - 500) + ", " +
         table.payload([this](int bound) { return below(bound); });
}

std::string SoakWorkload::setup(int rows) {
  slots_ = rows;
  std::string sql = "SET NAMES utf8mb4; DROP DATABASE IF EXISTS " + database_ +
                    "; CREATE DATABASE " + database_ +
                    " CHARACTER SET utf8mb4; USE " + database_ + ";\n";
  for (const Table& table : tables()) {
    const std::string name = table.name;
    sql += "CREATE TABLE " + name +
           " (slot INT NOT NULL, n BIGINT NOT NULL DEFAULT 0, amount BIGINT "
           "NOT NULL DEFAULT 0, KEY (slot), " +
           table.columns + ") ENGINE=InnoDB;\n";
    sql += "BEGIN; INSERT INTO " + name + " SET " + table.assigned(0) +
           ", slot = -1;\n";
    for (int i = 1; i <= rows; ++i) {
      sql += "INSERT IGNORE INTO " + name + " SET " + row(table, i) + ";\n";
    }
    sql += "COMMIT;\n";
  }
  return sql + "BEGIN; " + settle() + "COMMIT";
}

std::string SoakWorkload::swap(const Table& table) {
  const int a = slot(), b = slot(), away = 60000;
  if (a == b) return "";
  const std::string update = std::string("UPDATE ") + table.name + " SET ";
  return update + table.assigned(away) + table.where(a) + "; " + update +
         table.assigned(a) + table.where(b) + "; " + update +
         table.assigned(b) + table.where(away) + "; ";
}

std::string SoakWorkload::statement(const Table& table) {
  const std::string name = table.name;
  const int at = slot();
  const std::string near =
      " WHERE slot BETWEEN " + str(at) + " AND " + str(at + below(20)) + "; ";
  const std::string amount = "amount = amount + " + str(below(100)) + " ";
  switch (below(12)) {
    case 0:
    case 1:
      return "INSERT IGNORE INTO " + name + " SET " + row(table, at) + "; ";
    case 2:
      return "REPLACE INTO " + name + " SET " + row(table, at) + "; ";
    case 3:
      return "INSERT IGNORE INTO " + name + " SET " + row(table, at) +
             " ON DUPLICATE KEY UPDATE " + amount + "; ";
    case 4:
      return "DELETE FROM " + name + " WHERE slot BETWEEN " + str(at) +
             " AND " + str(at + below(3)) + "; ";
    case 5:
    case 6:
      return swap(table);
    case 7: {
      const std::string shift = table.shift;
      const size_t mark = shift.find('@');
      return "UPDATE IGNORE " + name + " SET " +
             (mark == std::string::npos
                  ? shift
                  : shift.substr(0, mark) + str(at) + shift.substr(mark + 1)) +
             "; ";
    }
    case 8:  // secondary keys that go from row to row
      return "UPDATE whole SET u = NULL WHERE id = " + str(at) +
             "; UPDATE IGNORE whole SET u = " + str(at) +
             " WHERE id = " + str(slot()) + "; ";
    case 9:
      return "SAVEPOINT s; UPDATE " + name + " SET " + amount + near +
             "DELETE FROM " + name + table.where(at) +
             "; ROLLBACK TO SAVEPOINT s; ";
    default:
      return "UPDATE IGNORE " + name + " SET " + amount + ", " +
             table.payload([this](int bound) { return below(bound); }) + near;
  }
}

std::string SoakWorkload::settle() const {
  std::string sums, marks;
  for (const Table& table : tables()) {
    const std::string name = table.name;
    marks += "UPDATE " + name + " SET n = @n" + table.where(0) + "; ";
    sums += (sums.empty() ? "" : " + ") +
            ("(SELECT SUM(amount) FROM " + name + ")");
  }
  return "SET @n = 1 + (SELECT n FROM whole WHERE id = 0), @s = " + sums +
         "; " + marks + "UPDATE whole SET amount = amount - @s WHERE id = 0; ";
}

std::string SoakWorkload::transaction() {
  std::string sql = "BEGIN; ";
  const int most = below(40) == 0 ? 120 : 5;
  for (int left = 1 + below(most); left > 0; --left) {
    sql += statement(any_table());
  }
  return sql + settle() + (below(9) == 0 ? "ROLLBACK; " : "COMMIT; ");
}

std::string SoakWorkload::alteration(const std::vector<std::string>& columns) {
  const std::string fresh = "x" + str(below(1000000));
  const auto add = [&] {
    static const std::vector<const char*> types = {
        "INT NOT NULL DEFAULT 7", "VARCHAR(20) NULL", "DECIMAL(9,3) NULL",
        "DATETIME(3) NULL", "VARCHAR(9) NOT NULL DEFAULT 'a''b'"};
    return std::string("ALTER TABLE ") + any_table().name + " ADD COLUMN " +
           fresh + " " + types.at(static_cast<size_t>(below(5)));
  };
  if (columns.size() < 4) return add();
  const std::string& some =
      columns.at(static_cast<size_t>(below(static_cast<int>(columns.size()))));
  const size_t dot = some.find('.');
  const std::string table = some.substr(0, dot), old = some.substr(dot + 1);
  if (columns.size() > 12) {
    return "ALTER TABLE " + table + " DROP COLUMN " + old;
  }
  switch (below(3)) {
    case 0:
      return add();
    case 1:
      return "ALTER TABLE " + table + " RENAME COLUMN " + old + " TO " + fresh;
    default:
      return "BEGIN; UPDATE " + table + " SET " + old + " = '" +
             str(2001 + below(9)) + "' WHERE slot > 0 AND " + old +
             " IS NOT NULL LIMIT 9; " + settle() + "COMMIT";
  }
}

std::string SoakWorkload::ask_columns() const {
  return "SELECT GROUP_CONCAT(TABLE_NAME, '.', COLUMN_NAME) FROM "
         "information_schema.COLUMNS WHERE TABLE_SCHEMA = '" +
         database_ + "' AND COLUMN_NAME REGEXP '^x[0-9]+$'";
}

std::string SoakWorkload::ask_invariant() const {
  std::string marks, sums;
  for (const Table& table : tables()) {
    const std::string from = " FROM " + database_ + "." + table.name;
    marks += ", (SELECT n" + from + " WHERE slot = -1)";
    sums += (sums.empty() ? "" : " + ") + ("(SELECT SUM(amount)" + from + ")");
  }
  return "SELECT CONCAT(CONCAT_WS(','" + marks + "), '|', " + sums + ")";
}

}  // namespace millrace::test
