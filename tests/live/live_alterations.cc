// SPDX-License-Identifier: Apache-2.0
#include "live/live_alterations.h"

namespace millrace::test {

int Alterations::below(int bound) {
  return static_cast<int>(random_() % static_cast<uint64_t>(bound));
}

std::string Alterations::setup(int rows) {
  tables_ = {{"a", {{"n"}, {"s", true}}, 1}, {"b", {{"m"}}, 1}};
  std::string sql = "DROP DATABASE IF EXISTS " + database_ +
                    "; CREATE DATABASE " + database_ +
                    " CHARACTER SET utf8mb4; USE " + database_ +
                    ";\nCREATE TABLE a (id INT PRIMARY KEY, n INT, s "
                    "VARCHAR(10));\nCREATE TABLE b (id INT PRIMARY KEY, m "
                    "INT);\n";
  for (Altered& table : tables_) sql += this->rows(table, rows);
  return sql;
}

std::string Alterations::value(const Column& column) {
  if (below(5) == 0) return column.text ? "''" : "0";
  const std::string number = std::to_string(below(1000));
  return column.text ? "'x" + number + "'" : number;
}

std::string Alterations::rows(Altered& table, int count) {
  std::string sql;
  for (int i = 0; i < count; ++i) {
    const std::string id = std::to_string(1 + below(table.next_id));
    switch (below(4)) {
      case 0:
        if (table.columns.empty()) break;
        {
          const Column& column =
              table.columns[random_() % table.columns.size()];
          sql += "UPDATE " + table.name + " SET " + column.name + " = " +
                 value(column) + " WHERE id = " + id + ";\n";
        }
        break;
      case 1:
        sql += "DELETE FROM " + table.name + " WHERE id = " + id + ";\n";
        break;
      default: {
        std::string names = "id";
        std::string values = std::to_string(table.next_id++);
        for (const Column& column : table.columns) {
          names += ", " + column.name;
          values += ", " + value(column);
        }
        sql += "INSERT INTO " + table.name + " (" + names + ") VALUES (" +
               values + ");\n";
      }
    }
  }
  return sql;
}

std::string Alterations::alter(Altered& table) {
  const std::string head = "ALTER TABLE " + table.name + " ";
  const size_t at =
      table.columns.empty() ? 0 : random_() % table.columns.size();
  const int kind = table.columns.size() < 2 ? below(3) : below(9);
  switch (kind) {
    case 0:
      table.columns.push_back({fresh(), false});
      return head + "ADD COLUMN " + table.columns.back().name +
             " INT NOT NULL DEFAULT " + std::to_string(below(90)) + " FIRST;\n";
    case 1:
      table.columns.push_back({fresh(), true});
      return head + "ADD " + table.columns.back().name + " VARCHAR(12);\n";
    case 2:
      table.columns.push_back({fresh(), false});
      return head + "ADD " + table.columns.back().name +
             " INT NOT NULL AFTER id;\n";
    case 3:
    case 4: {
      const std::string gone = table.columns[at].name;
      table.columns.erase(table.columns.begin() + static_cast<long>(at));
      return head + "DROP COLUMN " + gone + ";\n";
    }
    case 5: {
      const std::string was = table.columns[at].name;
      table.columns[at].name = fresh();
      return head + "RENAME COLUMN " + was + " TO " + table.columns[at].name +
             ";\n";
    }
    case 6: {
      Column& one = table.columns[at];
      return head + "MODIFY " + one.name +
             (one.text ? " VARCHAR(40)" : " BIGINT") + ";\n";
    }
    case 7:
      return "CREATE INDEX i" + std::to_string(++names_) + " ON " + table.name +
             " (" + table.columns[at].name + ");\n";
    default:
      return "TRUNCATE TABLE " + table.name + ";\n";
  }
}

std::string Alterations::script(int count) {
  std::string sql = "USE " + database_ + ";\n";
  for (int i = 0; i < count; ++i) {
    Altered& table = tables_[random_() % tables_.size()];
    for (Altered& each : tables_) sql += rows(each, 2 + below(4));
    sql += alter(table);
    if (i % 5 == 4) sql += "DO SLEEP(0.1);\n";
  }
  for (Altered& each : tables_) sql += rows(each, 3);
  return sql;
}

}  // namespace millrace::test
