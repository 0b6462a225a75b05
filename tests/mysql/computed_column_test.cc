// SPDX-License-Identifier: Apache-2.0
#include "mysql/computed_column.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/ddl.h"
#include "mysql/dialect.h"
#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

constexpr const char* k0900 =
    "varchar(20) character set utf8mb4 collate utf8mb4_0900_ai_ci";

Column column(const std::string& name, const std::string& native) {
  Column out;
  out.name = name;
  out.native = native;
  out.type = parse_native(native);
  return out;
}

// A source with a computed column, and the table that it becomes.
struct Scene {
  explicit Scene(const Flavor& flavor) : dialect(flavor) {
    for (const auto& [name, native] :
         {std::pair<const char*, const char*>{"a", k0900},
          {"n", "int"},
          {"t", "timestamp"},
          {"f", "float"},
          {"j", "json"}}) {
      add(column(name, native));
    }
    target.columns[1].name = "number";
    names["n"] = "number";
  }
  void add(const Column& one) {
    source.columns.push_back(one);
    target.columns.push_back(one);
    target.columns.back().native = dialect.native_type(one.type);
    names[one.name] = one.name;
  }
  // The expression in the target, or "no: …".
  std::string made(const std::string& expression,
                   const std::string& native = "int") {
    Column computed = column("g", native);
    computed.generated = Generated::kStored;
    computed.generation_expression = expression;
    desired = computed;
    desired.generated = Generated::kNo;
    desired.generation_expression.clear();
    desired.nullable = false;
    desired.native = dialect.native_type(computed.type);
    const std::string why =
        dialect.compute({source, computed, names}, target, &desired);
    CHECK((desired.generated == Generated::kStored) == why.empty());
    return why.empty() ? desired.generation_expression : cat("no: ", why);
  }
  MysqlDialect dialect;
  Table source;
  Table target;
  std::map<std::string, std::string> names;
  Column desired;
};

bool refused(const std::string& made) { return made.starts_with("no: "); }

}  // namespace

TEST_CASE("computed column: stays one, with the target's names") {
  Scene mariadb(test::mariadb_1011());
  CHECK(mariadb.made("(`n` * 2)") == "(`number` * 2)");
  CHECK(mariadb.desired.nullable);
  CHECK(column_definition(mariadb.desired, test::mariadb_1011()) ==
        "`g` int GENERATED ALWAYS AS ((`number` * 2)) STORED");
  CHECK(mariadb.made("concat(`a`,'x')", k0900) == "concat(`a`, 'x')");

  const Flavor eight = test::flavor_of(FlavorKind::kMysql, 8, 0, 36);
  Scene mysql(eight);
  CHECK_FALSE(refused(mysql.made("json_extract(`j`,'$.a')", "json")));
  CHECK_FALSE(refused(mysql.made("lower(`a`)", k0900)));
  CHECK_FALSE(refused(mysql.made("(`n` * 2)")));
  mysql.desired.comment = "it's";
  mysql.desired.generated = Generated::kVirtual;
  CHECK(column_definition(mysql.desired, eight) ==
        "`g` int GENERATED ALWAYS AS ((`number` * 2)) VIRTUAL NOT NULL COMMENT "
        "'it''s'");
}

TEST_CASE("computed column: written where the target would differ") {
  Flavor flavor = test::mariadb_1011();
  flavor.collations = {"utf8mb4_unicode_520_ci", "utf8mb4_bin"};
  Scene mariadb(flavor);
  CHECK(refused(mariadb.made("lower(`a`)", k0900)));  // another collation
  CHECK_FALSE(refused(mariadb.made("concat(`a`,1)", k0900)));
  CHECK(refused(mariadb.made("year(`t`)")));
  CHECK(refused(mariadb.made("concat(`f`)", k0900)));
  CHECK(refused(mariadb.made("json_extract(`j`,'$.a')", k0900)));
  CHECK(refused(mariadb.made("json_extract(`a`,'$.a')", k0900)));
  CHECK(refused(mariadb.made("`gone` + 1")));
  CHECK(refused(mariadb.made("sysdate()")));
  mariadb.names.erase("n");
  CHECK(refused(mariadb.made("`n` + 1")));
  mariadb.names["n"] = "number";
  mariadb.source.columns[1].auto_increment = true;
  CHECK(refused(mariadb.made("`n` + 1")));
  CHECK(refused(Scene(test::flavor_of(FlavorKind::kMysql, 5, 6)).made("`n`")));
  CHECK(refused(Scene(test::flavor_of(FlavorKind::kDrds, 5, 7)).made("`n`")));
}

}  // namespace millrace::mysql
