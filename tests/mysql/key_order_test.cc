// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_order.h"

#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"
#include "mysql/catalog.h"
#include "mysql/row_cells.h"
#include "mysql/session.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

struct Column1 {
  const char* type;
  const char* letters;  // what random text is made of; null: `values`
  std::vector<const char*> values;
};

// Where a value cannot be stored the server leaves its row out (IGNORE).
const std::vector<Column1> kColumns = {
    {"tinyint", nullptr, {"-128", "-1", "0", "1", "9", "10", "127"}},
    {"bigint unsigned", nullptr, {"0", "9", "10", "18446744073709551615"}},
    {"int(5) zerofill", nullptr, {"0", "9", "10", "99999", "123456"}},
    {"decimal(9,3)", nullptr, {"-10.5", "-9.999", "0", "0.001", "0.01", "10"}},
    {"date", nullptr, {"0000-00-00", "1999-12-31", "2000-01-01"}},
    {"datetime(3)",
     nullptr,
     {"2000-01-01 00:00:00.1", "2000-01-01", "1000-01-01"}},
    {"timestamp", nullptr, {"2000-06-01 12:00:00", "1970-01-02", "2030-01-01"}},
    {"year", nullptr, {"0", "1901", "2000", "2155"}},
    {"enum('z','m','a')", nullptr, {"z", "m", "a"}},
    {"binary(4)", "\\0 aAz\xff", {}},
    {"varbinary(9)", "\\0 aAz\xff", {}},
    {"varchar(9) collate utf8mb4_bin", "a Z\tz\xc3\xa4\xc3\x9f", {}},
    {"varchar(9) character set ascii collate ascii_bin", "a Zz\t-_", {}},
    {"varchar(9) collate utf8mb4_nopad_bin", "a Zz\t", {}},
    {"char(36) collate utf8mb4_general_ci", "09afAFzZ-", {}},
    {"varchar(9) collate utf8mb4_unicode_ci", "09afAFzZ-", {}},
    {"varchar(9) collate utf8mb4_unicode_520_ci", "09afAFzZ-", {}},
    {"varchar(9) character set latin1 collate latin1_swedish_ci",
     "09afAFzZ-",
     {}},
    {"varchar(9) character set ascii collate ascii_general_ci",
     "09afAFzZ-",
     {}},
    {"varchar(9) collate utf8mb4_general_ci", "a _\xc3\xa4", {}},
};

std::string hex_of(const std::string& bytes) {
  std::string hex = "x'";
  for (const unsigned char c : bytes) {
    hex += "0123456789abcdef"[c >> 4];
    hex += "0123456789abcdef"[c & 15];
  }
  return hex + "'";
}

// Whole characters, up to six of them.
std::string random_text(const std::string& letters, std::mt19937& random) {
  std::string text;
  for (size_t i = random() % 7; i > 0; --i) {
    size_t at = random() % letters.size();
    if (letters == "\\0 aAz\xff") {  // bytes
      text += letters[at] == '\\' ? '\0' : letters[at];
      continue;
    }
    while ((letters[at] & 0xc0) == 0x80) --at;
    text += letters[at];
    if ((letters[at] & 0xc0) == 0xc0) text += letters[at + 1];
  }
  return text;
}

std::string value(const Column1& column, std::mt19937& random) {
  if (column.letters == nullptr) {
    return cat("'", column.values[random() % column.values.size()], "'");
  }
  const std::string text = random_text(column.letters, random);
  return hex_of(text);
}

struct Keys {
  Table table;
  std::vector<size_t> key;
  std::vector<std::vector<std::string>> rows;  // as the server sorts them
};

// A table of random keys over `columns`, read back in its order.
Keys keys_of(const std::vector<Column1>& columns, std::mt19937& random) {
  const MariadbServer& server = MariadbServer::shared();
  std::string made;
  std::string names;
  for (size_t i = 0; i < columns.size(); ++i) {
    made += cat("c", i, " ", columns[i].type, " not null,");
    names += cat(i ? "," : "", "c", i);
  }
  std::string sql =
      cat("DROP DATABASE IF EXISTS keyorder; CREATE DATABASE ",
          "keyorder; CREATE TABLE keyorder.t (", made, "PRIMARY KEY (", names,
          "));", "SET SESSION sql_mode='';");
  for (int i = 0; i < 60; ++i) {
    std::string values;
    for (const Column1& column : columns) {
      values += cat(values.empty() ? "" : ",", value(column, random));
    }
    sql += cat("INSERT IGNORE INTO keyorder.t VALUES (", values, ");");
  }
  server.run(sql);
  auto session = Session::open(server.endpoint());
  REQUIRE(session.ok());
  auto catalog = read_catalog(**session, Scope{{"keyorder"}});
  REQUIRE(catalog.ok());
  Keys keys;
  keys.table = catalog->tables.at(0);
  for (size_t i = 0; i < columns.size(); ++i) keys.key.push_back(i);
  REQUIRE((*session)->run("SET character_set_results=NULL", "").ok());
  CharsetShelf shelf([&] { return Session::open(server.endpoint()); });
  auto cells = RowCells::make(keys.table.columns, shelf);
  REQUIRE(cells.ok());
  auto rows = (*session)->query(cat("SELECT ", (*cells)->select_list(),
                                    " FROM keyorder.t ORDER BY ", names),
                                "");
  REQUIRE(rows.ok());
  while (rows->next()) {
    auto& row = keys.rows.emplace_back();
    for (const Cell& cell : (*cells)->convert(*rows)) {
      row.emplace_back(cell.text());
    }
  }
  return keys;
}

std::vector<Cell> cells_of(const std::vector<std::string>& row) {
  std::vector<Cell> cells;
  for (const std::string& text : row) cells.push_back(Cell::of(text));
  return cells;
}

// Every pair of keys is ordered as the server orders it. How many were.
int agree(const Keys& keys) {
  const auto order = make_key_order(keys.table, keys.key);
  REQUIRE(order);
  int told = 0;
  for (size_t i = 0; i < keys.rows.size(); ++i) {
    for (size_t j = 0; j < keys.rows.size(); ++j) {
      const auto up_to = order->up_to(cells_of(keys.rows[i]), keys.rows[j]);
      if (!up_to) continue;
      ++told;
      INFO(keys.rows[i][0] << " | " << keys.rows[j][0]);
      REQUIRE(*up_to == (i <= j));
    }
  }
  return told;
}

}  // namespace

TEST_CASE("key order: every kind of key as the server sorts it") {
  std::mt19937 random(4711);
  for (const Column1& column : kColumns) {
    INFO(column.type);
    const Keys keys = keys_of({column}, random);
    CHECK(keys.rows.size() > 2);
    CHECK(agree(keys) > 0);
  }
}

TEST_CASE("key order: keys of several columns as the server sorts them") {
  std::mt19937 random(42);
  for (int i = 0; i < 25; ++i) {
    std::vector<Column1> columns;
    std::string types;
    for (size_t n = 2 + random() % 2; n > 0; --n) {
      columns.push_back(kColumns[random() % kColumns.size()]);
      types += cat(columns.back().type, ", ");
    }
    INFO(types);
    static_cast<void>(agree(keys_of(columns, random)));
  }
}

TEST_CASE("key order: what the server alone can order") {
  Table table;
  Column column;
  column.name = "c";
  column.type.kind = TypeKind::kVarchar;
  column.type.collation = "utf8mb4_german2_ci";
  table.columns = {column};
  CHECK(make_key_order(table, {0}) == nullptr);
  table.columns[0].type.collation = "utf8mb4_general_ci";
  const auto order = make_key_order(table, {0});
  REQUIRE(order);
  CHECK_FALSE(order->up_to(cells_of({"a_b"}), {"ab"}));
  CHECK_FALSE(order->up_to(cells_of({"ab"}), {"a b"}));
  CHECK(order->up_to(cells_of({"A-1"}), {"a-1"}) == true);
}

}  // namespace millrace::mysql
