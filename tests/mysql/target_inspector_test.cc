// SPDX-License-Identifier: Apache-2.0
//
// The law of the schema: what was made from a desired table compares equal
// to it, for tables of every type the server has.
#include "mysql/target_inspector.h"

#include <catch2/catch.hpp>
#include <iterator>
#include <random>

#include "mysql/dialect.h"
#include "mysql/inspector.h"
#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

// Column definitions in MariaDB's words, drawn at random.
constexpr const char* kDefinitions[] = {
    "TINYINT(1) DEFAULT 1",
    "SMALLINT(3) UNSIGNED ZEROFILL DEFAULT 7",
    "MEDIUMINT NOT NULL DEFAULT -3",
    "BIGINT UNSIGNED DEFAULT 18446744073709551615",
    "DECIMAL(65,30) DEFAULT 1.5",
    "FLOAT UNSIGNED DEFAULT 0.1",
    "DOUBLE(10,2) DEFAULT -1e3",
    "BIT(9) DEFAULT b'101'",
    "CHAR(3) CHARACTER SET latin1 COLLATE latin1_german2_ci DEFAULT 'x''y'",
    "VARCHAR(40) CHARACTER SET utf8mb3 NOT NULL DEFAULT 'a\\\\b'",
    "VARCHAR(40) COLLATE utf8mb4_bin COMMENT 'it''s \\\\'",
    "TINYTEXT DEFAULT 'text'",
    "LONGTEXT CHARACTER SET utf16",
    "BINARY(3) DEFAULT 'ab'",
    "VARBINARY(9) DEFAULT x'00ff'",
    "MEDIUMBLOB",
    "DATE DEFAULT '0000-00-00'",
    "TIME(6) DEFAULT '-838:59:59'",
    "DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)",
    "TIMESTAMP NULL DEFAULT NULL",
    "TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP()",
    "YEAR DEFAULT 0",
    "ENUM('a','it''s','b\\\\c','x,y') DEFAULT 'it''s'",
    "SET('ä','b') CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
    "JSON",
    "POINT",
    "GEOMETRYCOLLECTION",
    "UUID DEFAULT uuid()",
    "INET6 DEFAULT '::1'",
    "INT INVISIBLE DEFAULT 4",
};

Table desired_of(const Table& source, const Dialect& dialect,
                 const QualifiedName& name) {
  Table desired;
  desired.name = name;
  dialect.adopt(source, &desired);
  for (const Column& from : source.columns) {
    Column column;
    column.name = from.name;
    column.type = from.type;
    column.nullable = from.nullable;
    column.comment = from.comment;
    column.native = dialect.native_type(from.type);
    column.default_value =
        dialect.translate_default(from, column.native, nullptr);
    column.default_is_expression = column.default_value.has_value();
    dialect.adopt(from, &column);
    desired.columns.push_back(column);
  }
  desired.primary_key = source.primary_key;
  return desired;
}

std::string problem_of(const Column& wanted, const Column& there) {
  if (wanted.native != there.native) {
    return wanted.native + " came back as " + there.native;
  }
  if (wanted.default_value != there.default_value) {
    return "default " + wanted.default_value.value_or("none") +
           " came back as " + there.default_value.value_or("none");
  }
  if (wanted.nullable != there.nullable) return "NULL differs";
  if (wanted.comment != there.comment) return "comment differs";
  if (wanted.on_update != there.on_update) return "ON UPDATE differs";
  if (wanted.invisible != there.invisible) return "INVISIBLE differs";
  return "";
}

}  // namespace

TEST_CASE("target inspector: what was made is what was wanted") {
  auto session = test::target_session();
  const auto run = [&](const std::string& sql) {
    const Status status = session->run(sql, "x");
    INFO(sql);
    REQUIRE(status.message() == "");
  };
  run("DROP DATABASE IF EXISTS law_a");
  run("DROP DATABASE IF EXISTS law_b");
  run("CREATE DATABASE law_a");
  run("CREATE DATABASE law_b");
  std::mt19937 dice(20260101);
  constexpr int kTables = 100;
  for (int t = 0; t < kTables; ++t) {
    std::string sql = "CREATE TABLE law_a.t" + std::to_string(t) +
                      " (id INT AUTO_INCREMENT PRIMARY KEY";
    const uint64_t columns = 1 + dice() % 6;
    for (uint64_t c = 0; c < columns; ++c) {
      sql += ", `c " + std::to_string(c) + "` " +
             kDefinitions[dice() % std::size(kDefinitions)];
    }
    run(sql + ") COMMENT 'table''s'");
  }
  auto source = MysqlInspector::open(test::target_endpoint()).value();
  auto target = MysqlTargetInspector::open(test::target_endpoint()).value();
  const MysqlDialect dialect(target->facts().value().flavor);
  Catalog wanted;
  const auto read = source->inspect({{"law_a"}});
  REQUIRE(read.ok());
  for (const Table& table : read->tables) {
    SchemaChange change;
    change.table = desired_of(table, dialect, {"law_b", table.name.table});
    for (const Statement& statement : dialect.statements(change)) {
      run(statement.sql);
    }
    wanted.tables.push_back(change.table);
  }
  const auto made = target->inspect({{"law_b"}});
  REQUIRE(made.ok());
  REQUIRE(made->tables.size() == kTables);
  for (const Table& table : wanted.tables) {
    const Table* there = made->table(table.name);
    REQUIRE(there);
    CHECK(there->collation == table.collation);
    CHECK(there->primary_key == table.primary_key);
    for (const Column& column : table.columns) {
      INFO(table.name.str() << " " << column.name);
      CHECK(problem_of(column, *there->column(column.name)) == "");
    }
  }
}

TEST_CASE("target inspector: facts say what the version does not") {
  auto inspector = MysqlTargetInspector::open(test::target_endpoint()).value();
  const ServerFacts facts = inspector->facts().value();
  CHECK(facts.flavor.collations.contains("utf8mb4_uca1400_nopad_ai_ci"));
  CHECK(facts.flavor.trait("index_bytes") == "3072");
  CHECK_FALSE(facts.grants.empty());
  CHECK(facts.position.kind == PositionKind::kNone);
}

}  // namespace millrace::mysql
