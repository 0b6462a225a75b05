// SPDX-License-Identifier: Apache-2.0
#include "postgres/dialect.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "postgres/postgres_target.h"
#include "postgres/type_samples.h"
#include "support/postgres_server.h"

using namespace millrace;
using namespace millrace::test;

namespace {

PostgresDialect dialect() {
  Flavor flavor;
  flavor.kind = FlavorKind::kPostgresql;
  static const int kMajor =
      std::stoi(PostgresServer::shared().value("SHOW server_version_num"));
  flavor.major = kMajor / 10000;
  return PostgresDialect(flavor);
}

// A desired column out of a source column, as the route makes it.
Column desired_column(const Type& type, const std::string& name,
                      const std::optional<std::string>& value,
                      bool expression) {
  Column source;
  source.name = name;
  source.type = type;
  source.default_value = value;
  source.default_is_expression = expression;
  Column column;
  column.name = name;
  column.type = type;
  column.native = dialect().native_type(type);
  std::string problem;
  column.default_value =
      dialect().translate_default(source, column.native, &problem);
  INFO(name << " " << value.value_or("no default"));
  CHECK(problem == "");
  CHECK(column.default_value.has_value() == value.has_value());
  column.default_is_expression = true;
  column.comment = "it's column \"" + name + "\"";
  return column;
}

// Its default has no counterpart before PostgreSQL 13.
Column uuid_column() {
  Column column;
  column.type = type_of(TypeKind::kUuid);
  column.default_value = "uuid()";
  column.default_is_expression = true;
  return column;
}

Table desired_table() {
  Table table;
  table.name = {"sch\"ema", "ta'ble \"x\""};
  table.comment = "all of it; it's \\ here";
  int n = 0;
  for (const Sample& sample : all_samples()) {
    auto add = [&](const std::optional<std::string>& value, bool expression) {
      std::string name = cat("c\"", ++n, " ", kind_name(sample.type.kind));
      table.columns.push_back(
          desired_column(sample.type, name, value, expression));
      table.columns.back().nullable = n % 3 != 0;
    };
    add(std::nullopt, false);
    for (const std::string& value : sample.literals) add(value, false);
    for (const std::string& value : sample.expressions) {
      bool too_new = value == "uuid()" &&
                     dialect().translate_default(uuid_column(), "uuid",
                                                 nullptr) == std::nullopt;
      if (!too_new) add(value, true);
    }
  }
  table.primary_key = Index{};
  table.primary_key->name = "PRIMARY";
  for (size_t i : {1, 0}) {
    table.columns[i].nullable = false;
    table.primary_key->columns.push_back({table.columns[i].name, "", 0, false});
  }
  return table;
}

void run_change(const Endpoint& endpoint, const SchemaChange& change) {
  auto writer = PostgresWriting().schema_writer(endpoint);
  REQUIRE(writer.ok());
  Status status = (*writer)->run(dialect().statements(change));
  INFO(status.message());
  REQUIRE(status.ok());
}

Table inspect_one(const Endpoint& endpoint, const QualifiedName& name) {
  auto inspector = PostgresReading().inspector(endpoint);
  REQUIRE(inspector.ok());
  auto catalog = (*inspector)->inspect({{name.schema}});
  INFO(catalog.status().message());
  REQUIRE(catalog.ok());
  REQUIRE(catalog->table(name) != nullptr);
  return *catalog->table(name);
}

void create(const Endpoint& endpoint, const Table& table) {
  SchemaChange change;
  change.kind = SchemaChangeKind::kCreateSchema;
  change.schema = table.name.schema;
  run_change(endpoint, change);
  change.kind = SchemaChangeKind::kCreateTable;
  change.table = table;
  run_change(endpoint, change);
}

}  // namespace

TEST_CASE("dialect: what was created reads back as it was desired") {
  PostgresServer& server = PostgresServer::shared();
  Endpoint endpoint = server.endpoint(server.new_database());
  Table desired = desired_table();
  create(endpoint, desired);
  Table actual = inspect_one(endpoint, desired.name);
  CHECK(actual.comment == desired.comment);
  REQUIRE(actual.columns.size() == desired.columns.size());
  for (size_t i = 0; i < desired.columns.size(); ++i) {
    INFO(desired.columns[i].name);
    CHECK(actual.columns[i].name == desired.columns[i].name);
    CHECK(actual.columns[i].native == desired.columns[i].native);
    CHECK(actual.columns[i].nullable == desired.columns[i].nullable);
    CHECK(actual.columns[i].comment == desired.columns[i].comment);
    CHECK(actual.columns[i].default_value.value_or("none") ==
          desired.columns[i].default_value.value_or("none"));
    CHECK_FALSE(actual.columns[i].auto_increment);
  }
  REQUIRE(actual.primary_key);
  CHECK(actual.primary_key->columns == desired.primary_key->columns);
}

TEST_CASE("dialect: each change of a table is seen afterwards") {
  PostgresServer& server = PostgresServer::shared();
  Endpoint endpoint = server.endpoint(server.new_database());
  Table table;
  table.name = {"s", "t"};
  table.columns = {
      desired_column(integer_of(32, false), "id", std::nullopt, false),
      desired_column(integer_of(16, false), "n", "5", false)};
  create(endpoint, table);
  SchemaChange change;
  change.table = table;

  change.kind = SchemaChangeKind::kAddColumn;
  change.column =
      desired_column(type_of(TypeKind::kVarchar, 10), "v", "x", false);
  change.column.nullable = false;
  run_change(endpoint, change);
  CHECK(inspect_one(endpoint, table.name).columns[2].native ==
        "character varying(10)");

  change.kind = SchemaChangeKind::kAlterColumnType;
  change.old_column = table.columns[1];
  change.column = desired_column(decimal_of(20, 2), "n", "5.50", false);
  run_change(endpoint, change);
  Column n = inspect_one(endpoint, table.name).columns[1];
  CHECK(n.native == "numeric(20,2)");
  CHECK(n.default_value == change.column.default_value);

  change.kind = SchemaChangeKind::kAlterColumnNull;
  change.column.nullable = false;
  run_change(endpoint, change);
  CHECK_FALSE(inspect_one(endpoint, table.name).columns[1].nullable);

  change.kind = SchemaChangeKind::kAlterColumnDefault;
  change.column.default_value.reset();
  run_change(endpoint, change);
  CHECK_FALSE(inspect_one(endpoint, table.name).columns[1].default_value);

  change.kind = SchemaChangeKind::kAddPrimaryKey;
  change.index.columns = {{"id", "", 0, false}};
  run_change(endpoint, change);
  CHECK(inspect_one(endpoint, table.name).primary_key);

  change.kind = SchemaChangeKind::kCreateIndex;
  change.index = Index{};
  change.index.name = dialect().index_name(table.name, "it's \"v\"");
  change.index.unique = true;
  change.index.columns = {{"v", "", 0, true}, {"id", "", 0, false}};
  run_change(endpoint, change);
  Table actual = inspect_one(endpoint, table.name);
  REQUIRE(actual.indexes.size() == 1);
  CHECK(actual.indexes[0].name == change.index.name);
  CHECK(actual.indexes[0].columns == change.index.columns);
  CHECK(actual.indexes[0].unique);

  change.kind = SchemaChangeKind::kClearTable;
  server.run("INSERT INTO s.t VALUES (1, 1, 'x')", endpoint.database);
  run_change(endpoint, change);
  CHECK(server.value("SELECT count(*) FROM s.t", endpoint.database) == "0");
}

TEST_CASE("dialect: a narrower text type refuses long values, cuts nothing") {
  PostgresServer& server = PostgresServer::shared();
  Endpoint endpoint = server.endpoint(server.new_database());
  server.run(
      "CREATE SCHEMA s; CREATE TABLE s.t (v varchar(10)); "
      "INSERT INTO s.t VALUES ('0123456789')",
      endpoint.database);
  SchemaChange change;
  change.kind = SchemaChangeKind::kAlterColumnType;
  change.table.name = {"s", "t"};
  change.column =
      desired_column(type_of(TypeKind::kVarchar, 3), "v", std::nullopt, false);
  auto writer = PostgresWriting().schema_writer(endpoint);
  REQUIRE(writer.ok());
  Status status = (*writer)->run(dialect().statements(change));
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(server.value("SELECT v FROM s.t", endpoint.database) == "0123456789");
}

TEST_CASE("dialect: written types become what the catalog prints") {
  PostgresServer& server = PostgresServer::shared();
  for (const char* written : {"varchar(200)",
                              "VARCHAR (7)",
                              "int4",
                              "int",
                              "int8",
                              "decimal(10,2)",
                              "numeric(5)",
                              "numeric",
                              "timestamptz(3)",
                              "timestamptz",
                              "timestamp(2)",
                              "timestamp (6) with time zone",
                              "time(3)",
                              "bool",
                              "char",
                              "char(3)",
                              "bit",
                              "bit(8)",
                              "varbit(9)",
                              "float8",
                              "real",
                              "double precision",
                              "interval(3)",
                              "interval",
                              "jsonb",
                              "text",
                              "character  varying(3)",
                              "bytea",
                              "inet",
                              "uuid",
                              "date"}) {
    auto normal = dialect().normalize_type(written);
    INFO(written);
    REQUIRE(normal.ok());
    CHECK(server.value(cat("SELECT format_type(a.atttypid, a.atttypmod) FROM "
                           "pg_attribute a WHERE attrelid = 'probe'::regclass"
                           " AND attnum = 1")
                           .insert(0, cat("DROP TABLE IF EXISTS probe; "
                                          "CREATE TABLE probe (c ",
                                          written, "); "))) == *normal);
  }
}

TEST_CASE("dialect: unknown types are refused with the known ones") {
  for (const char* written :
       {"citext", "varchr(20)", "varchar(0)", "int(11)", "numeric(2,3)",
        "serial", "timestamp(7)", "text; DROP TABLE x"}) {
    auto normal = dialect().normalize_type(written);
    INFO(written);
    CHECK_FALSE(normal.ok());
  }
  CHECK(dialect()
            .normalize_type("varchr(20)")
            .status()
            .message()
            .find("varchar") != std::string::npos);
}

TEST_CASE("dialect: defaults that cannot be said name the reason") {
  Column column;
  column.type = type_of(TypeKind::kDatetime);
  column.default_value = "0000-00-00 00:00:00";
  std::string problem;
  CHECK_FALSE(dialect().translate_default(
      column, "timestamp(0) without time zone", &problem));
  CHECK(problem.find("0000-00-00") != std::string::npos);
  column.type = integer_of(32, false);
  column.default_value = "(rand() * 10)";
  column.default_is_expression = true;
  CHECK_FALSE(dialect().translate_default(column, "integer", &problem));
  CHECK(problem.find("rand()") != std::string::npos);
  column.default_value.reset();
  CHECK_FALSE(dialect().translate_default(column, "integer", &problem));
  CHECK(problem == "");
}

TEST_CASE("dialect: index names fit and stay apart") {
  std::string umlauts;
  for (int i = 0; i < 40; ++i) umlauts += "ü";
  std::string one = dialect().index_name({"s", umlauts}, "a");
  std::string two = dialect().index_name({"s", umlauts}, "b");
  CHECK(one != two);
  CHECK(one.size() <= 63);
  CHECK(valid_utf8_prefix(one) == one.size());
  CHECK(dialect().index_name({"s", "orders"}, "idx") == "orders_idx");
}

TEST_CASE("dialect: indexes without a counterpart say why") {
  Index index;
  index.columns = {{"note", "", 10, false}};
  CHECK(dialect().index_problem(index) != "");
  index.columns = {{"", "lower(`a`)", 0, false}};
  CHECK(dialect().index_problem(index) != "");
  index.columns = {{"note", "", 0, false}};
  CHECK(dialect().index_problem(index) == "");
  index.method = "FULLTEXT";
  CHECK(dialect().index_problem(index) != "");
}

TEST_CASE("dialect: the cost of a type change") {
  auto risk = [](const char* from, const char* to) {
    return dialect().alter_type_risk(from, to);
  };
  CHECK(risk("character varying(10)", "character varying(20)") == Risk::kSafe);
  CHECK(risk("character varying(10)", "text") == Risk::kSafe);
  CHECK(risk("text", "character varying(10)") == Risk::kDestroys);
  CHECK(risk("integer", "bigint") == Risk::kRewrites);
  CHECK(risk("bigint", "integer") == Risk::kDestroys);
  CHECK(risk("bigint", "numeric(20,0)") == Risk::kRewrites);
  CHECK(risk("numeric(10,2)", "numeric(12,2)") == Risk::kSafe);
  CHECK(risk("numeric(10,2)", "numeric(12,4)") == Risk::kRewrites);
  CHECK(risk("numeric(10,2)", "numeric(10,4)") == Risk::kDestroys);
  CHECK_FALSE(risk("real", "double precision"));
  CHECK_FALSE(risk("text", "bytea"));
  CHECK(risk("int4", "integer") == Risk::kSafe);
}
