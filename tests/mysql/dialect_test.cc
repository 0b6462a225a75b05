// SPDX-License-Identifier: Apache-2.0
#include "mysql/dialect.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

MysqlDialect mariadb() { return MysqlDialect(test::mariadb_1011()); }
MysqlDialect mysql(int major, int minor, int patch = 0) {
  return MysqlDialect(test::flavor_of(FlavorKind::kMysql, major, minor, patch));
}

Type json_text() {
  Type type = parse_native("longtext");
  type.json_text = true;
  return type;
}

Table table_of(const char* native) {
  Table table;
  Column column;
  column.name = "c";
  column.native = native;
  table.columns = {column};
  return table;
}

Index index_on(uint64_t prefix) {
  Index index;
  index.columns = {{"c", "", prefix, false}};
  return index;
}

}  // namespace

TEST_CASE("dialect: types that the target lacks") {
  CHECK(mysql(8, 0, 36).native_type(parse_native("uuid")) ==
        "char(36) character set ascii collate ascii_general_ci");
  CHECK(mariadb().native_type(parse_native("uuid")) == "uuid");
  CHECK(mariadb().native_type(parse_native("json")) == "json");
  CHECK(mysql(8, 0, 36).native_type(parse_native("json")) == "json");
  CHECK(mysql(8, 0, 36).native_type(json_text()) ==
        "longtext character set utf8mb4 collate utf8mb4_bin");
  CHECK(mysql(5, 6).native_type(parse_native("json")).starts_with("longtext"));
  CHECK(mysql(8, 0).native_type(parse_native("vector(3)")) == "varbinary(12)");
  CHECK(mysql(8, 0).native_type(Type()) == "");
}

// Two keys that the source tells apart were one key of the target's default
// collation.
TEST_CASE("dialect: a type without a collation keeps the source's") {
  const auto made = [](const char* source, const char* written) {
    Flavor flavor = test::flavor_of(FlavorKind::kMysql, 8, 0, 36);
    flavor.collations = {"latin1_swedish_ci",  "latin1_bin",
                         "utf8mb4_0900_ai_ci", "utf8mb4_bin",
                         "utf8mb4_general_ci", "utf8mb4_unicode_520_ci"};
    const MysqlDialect dialect(flavor);
    Column from;
    from.type = parse_native(source);
    Column column;
    column.native = *dialect.normalize_type(written);
    dialect.adopt(from, &column);
    return column.native;
  };
  const char* bin = "varchar(20) character set utf8mb4 collate utf8mb4_bin";
  CHECK(made(bin, "varchar(30)") ==
        "varchar(30) character set utf8mb4 collate utf8mb4_bin");
  CHECK(made("varchar(20) character set latin1 collate latin1_bin",
             "varchar(30)") ==
        "varchar(30) character set utf8mb4 collate utf8mb4_bin");
  CHECK(made("text character set latin1 collate latin1_swedish_ci", "text") ==
        "text character set utf8mb4 collate utf8mb4_unicode_520_ci");
  const char* asked =
      "varchar(9) character set utf8mb4 collate utf8mb4_general_ci";
  CHECK(made(bin, asked) == asked);
  CHECK(made("int", "varchar(20)") == "varchar(20) character set utf8mb4");
  CHECK(made(bin, "varbinary(30)") == "varbinary(30)");
}

TEST_CASE("dialect: what is spelled otherwise is said") {
  CHECK(mysql(8, 0).type_remark(parse_native("uuid")).find("char(36)") !=
        std::string::npos);
  CHECK(mariadb().type_remark(parse_native("json")) == "");
  CHECK(mysql(8, 0, 36).type_remark(json_text()).find("as it was written") !=
        std::string::npos);
  Flavor flavor = test::mariadb_1011();
  flavor.collations = {"utf8mb4_bin", "utf8mb4_uca1400_nopad_ai_ci"};
  const MysqlDialect dialect(flavor);
  CHECK(dialect
            .type_remark(parse_native(
                "text character set utf8mb4 collate utf8mb4_0900_ai_ci"))
            .find("utf8mb4_uca1400_nopad_ai_ci") != std::string::npos);
  CHECK(dialect.type_remark(parse_native(
            "text character set utf8mb4 collate utf8mb4_bin")) == "");
}

TEST_CASE("dialect: indexes that cannot be") {
  Flavor old = test::flavor_of(FlavorKind::kMysql, 5, 6);
  old.traits["index_bytes"] = "767";
  const MysqlDialect small(old);
  const Table wide = table_of("varchar(200) character set utf8mb4");
  CHECK(small.index_problem(index_on(0), wide).find("800 bytes") !=
        std::string::npos);
  CHECK(small.index_problem(index_on(191), wide) == "");
  CHECK(mariadb().index_problem(index_on(0), wide) == "");
  CHECK(mariadb().index_problem(index_on(0), table_of("text")) != "");
  CHECK(mariadb().index_problem(index_on(9), table_of("text")) == "");
  Index expression;
  expression.columns = {{"", "lower(`c`)", 0, false}};
  CHECK(mariadb().index_problem(expression) != "");
  CHECK(mysql(8, 0, 36).index_problem(expression) == "");
  CHECK(mysql(8, 0, 36).index_problem(expression, table_of("int")) == "");
  expression.columns[0].expression = "lower(`d`)";
  CHECK(mysql(8, 0, 36).index_problem(expression, table_of("int")) != "");
  expression.columns[0].expression = "rand()";
  CHECK(mysql(8, 0, 36).index_problem(expression) != "");
}

TEST_CASE("dialect: names stay, limits are in characters") {
  CHECK(mariadb().index_name({"s", "t"}, "idx") == "idx");
  CHECK(mariadb().index_name({"s", "t"}, std::string(80, 'x')).size() == 64);
  CHECK(mariadb().limits().identifier_characters == 64);
  CHECK_FALSE(mariadb().limits().index_names_of_schema);
  CHECK(mariadb().holds_source_values());
}

TEST_CASE("dialect: what only this family has is taken over") {
  Column source;
  source.type = parse_native("datetime(3)");
  source.on_update = "CURRENT_TIMESTAMP(3)";
  source.invisible = true;
  Column desired;
  desired.native = "datetime(3)";
  mariadb().adopt(source, &desired);
  CHECK(desired.on_update == "CURRENT_TIMESTAMP(3)");
  CHECK(desired.invisible);
  Index index = index_on(0);
  index.columns[0].descending = true;
  Index made = index;
  mysql(5, 7).adopt(index, &made);
  CHECK_FALSE(made.columns[0].descending);
}

}  // namespace millrace::mysql
