// SPDX-License-Identifier: Apache-2.0
#include "mysql/target_default.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

Column column(const char* native, const char* value, bool expression = false) {
  Column out;
  out.name = "c";
  out.native = native;
  out.type = parse_native(native);
  if (value) out.default_value = value;
  out.default_is_expression = expression;
  return out;
}

std::string told(const Column& source, const char* native,
                 const Flavor& flavor = test::mariadb_1011()) {
  std::string problem;
  const auto text = target_default(source, native, flavor, &problem);
  if (!problem.empty()) return "problem";
  return text.value_or("none");
}

}  // namespace

TEST_CASE("target default: literals in one form") {
  CHECK(told(column("int", "7"), "int") == "'7'");
  CHECK(told(column("varchar(9)", "it's"), "varchar(9)") == "'it''s'");
  CHECK(told(column("bit(3)", "101"), "bit(3)") == "b'101'");
  CHECK(told(column("binary(2)", "a"), "binary(2)") == "x'61'");
  CHECK(told(column("double", "-1000.00"), "double") == "'-1000'");
  CHECK(told(column("int", nullptr), "int") == "none");
  CHECK(told(column("int", "7"), "varchar(9)") == "problem");
}

TEST_CASE("target default: moments, expressions and large columns") {
  // As MySQL says what MariaDB, and it for short columns, call a value.
  CHECK(told(column("blob", "'x'", true), "blob") == "x'78'");
  CHECK(told(column("text", "'x'", true), "text") == "'x'");
  const auto now = column("datetime(3)", "CURRENT_TIMESTAMP(3)", true);
  CHECK(told(now, "datetime(3)") == "CURRENT_TIMESTAMP(3)");
  const auto uuid = column("varchar(36)", "uuid()", true);
  CHECK(told(uuid, "varchar(36)") == "(uuid())");
  CHECK(told(uuid, "varchar(36)", test::flavor_of(FlavorKind::kMysql, 5, 7)) ==
        "problem");
  CHECK(told(column("int", "1 + 1", true), "int") == "(1 + 1)");
  CHECK(told(column("int", "-(1)", true), "int") == "'-1'");
  CHECK(told(column("varchar(9)", "_utf8mb4'x'", true), "varchar(9)") == "'x'");
  CHECK(told(column("int", "rand()", true), "int") == "problem");
  CHECK(told(column("int", "`a` + 1", true), "int") == "problem");
  CHECK(told(column("json", "json_array()", true), "json") == "(json_array())");
  const auto text = column("text", "x");
  CHECK(told(text, "text") == "'x'");
  CHECK(told(text, "text", test::flavor_of(FlavorKind::kMysql, 8, 0)) ==
        "problem");
  const Flavor eight = test::flavor_of(FlavorKind::kMysql, 8, 0, 36);
  CHECK(told(text, "text", eight) == "('x')");
  CHECK(told(column("text", "_utf8mb4'x'", true), "text", eight) == "('x')");
}

TEST_CASE("target default: a TIMESTAMP says its zero where silence counts") {
  Column stamp = column("timestamp", nullptr);
  stamp.nullable = false;
  Flavor old = test::flavor_of(FlavorKind::kMysql, 5, 6);
  old.traits["explicit_defaults_for_timestamp"] = "OFF";
  CHECK(told(stamp, "timestamp", old) == "'0000-00-00 00:00:00'");
  CHECK(told(stamp, "timestamp") == "none");
}

}  // namespace millrace::mysql
