// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_text.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

// "=value", "expr text", "none"; " | word" when something is left.
std::string read(const std::string& sql, const std::string& native,
                 uint64_t mode = test::kStrict,
                 LogSource source = test::log_source()) {
  const test::Reading reading(sql, mode, std::move(source));
  Words words = reading.words();
  Column column = test::column("x", native);
  const std::string problem = read_default(words, reading.context, &column);
  if (!problem.empty()) return "problem: " + problem;
  std::string out = "none";
  if (column.default_value) {
    out = cat(column.default_is_expression ? "expr " : "=",
              *column.default_value);
  }
  return words.at_end() ? out : cat(out, " | ", words.written());
}

std::string old_rows(Column column, uint32_t time = 1700000000) {
  test::Reading reading("");
  reading.context.time = time;
  std::optional<std::string> value = "as before";
  const std::string problem =
      value_of_old_rows(column, reading.context, &value);
  return problem.empty() ? value.value_or("NULL") : "problem";
}

std::string old_rows(const std::string& native, const std::string& value,
                     bool expression = false) {
  Column column = test::column("x", native);
  column.default_value = value;
  column.default_is_expression = expression;
  return old_rows(column);
}

}  // namespace

TEST_CASE("default text: values, expressions and none") {
  CHECK(read("NULL", "int") == "none");
  CHECK(read("'it''s'", "varchar(9)") == "=it's");
  CHECK(read("'a' \"b\" NOT", "varchar(9)") == "=ab | NOT");
  CHECK(read("TRUE", "int") == "=1");
  CHECK(read("FALSE COMMENT", "tinyint(1)") == "=0 | COMMENT");
  CHECK(read("- 5", "int") == "=-5");
  CHECK(read("+7,", "int") == "=7 | ,");
  CHECK(read("1.5 NOT", "decimal(5,2)") == "=1.50 | NOT");
  CHECK(read("1e-5", "double") == "=1e-5");
  CHECK(read("1.5E+3", "double") == "=1.5E3");
  CHECK(read("NOW() ON", "datetime") == "expr CURRENT_TIMESTAMP | ON");
  CHECK(read("current_timestamp(3)", "datetime(3)") ==
        "expr CURRENT_TIMESTAMP(3)");
  CHECK(read("LOCALTIME", "datetime") == "expr CURRENT_TIMESTAMP");
  CHECK(read("(uuid())", "char(36)") == "expr uuid()");
  CHECK(read("uuid() NOT", "char(36)") == "expr uuid() | NOT");
  CHECK(read("DATE '2024-01-02'", "date") == "=2024-01-02");
  CHECK(read("b'101'", "bit(5)") == "=00101");
  CHECK(read("0b101", "bit(5)") == "=00101");
  CHECK(read("X'4142'", "varbinary(9)") == "=AB");
  CHECK(read("0x4142", "varbinary(9)") == "=AB");
}

TEST_CASE("default text: numbers are not made of what is no number") {
  CHECK(read("1-1", "int") == "=1 | -");
  CHECK(read("1+1", "varchar(9)") == "=1 | +");
  CHECK(read("b'11'", "int").starts_with("problem"));
  CHECK(read("0x31", "int").starts_with("problem"));
  CHECK(read("x'414'", "varbinary(9)").starts_with("problem"));
  CHECK(read("0b12", "bit(5)").starts_with("problem"));
  CHECK(read("'300'", "bit(9)").starts_with("problem"));
  CHECK(read("", "int").starts_with("problem"));
  CHECK(read(",", "int").starts_with("problem"));
  // An introducer is not understood; what is left of it is found there.
  CHECK(read("_latin1'a'", "varchar(9)") == "expr _latin1 | 'a'");
  CHECK(read("\"a\"", "varchar(9)", test::kStrict | 4) == "expr \"a\"");
}

TEST_CASE("default text: an empty text is NULL in one mode of MariaDB") {
  const uint64_t mode = uint64_t{1} << 32;
  CHECK(read("''", "varchar(9)") == "=");
  CHECK(read("''", "varchar(9)", mode, test::mariadb_source()) == "none");
}

TEST_CASE("default text: rows that were there, where the statement says it") {
  CHECK(old_rows(test::column("x", "int")) == "NULL");
  CHECK(old_rows(test::column("x", "int", false)) == "0");
  CHECK(old_rows(test::column("x", "decimal(5,2)", false)) == "0.00");
  CHECK(old_rows(test::column("x", "enum('p','q')", false)) == "p");
  CHECK(old_rows(test::column("x", "set('p','q')", false)) == "");
  CHECK(old_rows(test::column("x", "bit(3)", false)) == "000");
  CHECK(old_rows(test::column("x", "text", false)) == "");
  CHECK(old_rows("int", "7") == "7");
  CHECK(old_rows("date", "2024-01-02") == "2024-01-02");
  CHECK(old_rows("datetime(3)", "2024-01-02 03:04:05.6") ==
        "2024-01-02 03:04:05.6");
  CHECK(old_rows("time", "10:00:00") == "10:00:00");
  CHECK(old_rows("year", "2024") == "2024");
  CHECK(old_rows("timestamp", "CURRENT_TIMESTAMP", true) ==
        "2023-11-14 22:13:20");
  CHECK(old_rows("timestamp", "0000-00-00 00:00:00") == "0000-00-00 00:00:00");
}

TEST_CASE("default text: rows that were there, where it cannot be told") {
  CHECK(old_rows("timestamp", "2024-01-02 03:04:05") == "problem");
  CHECK(old_rows("datetime", "CURRENT_TIMESTAMP", true) == "problem");
  CHECK(old_rows("timestamp(3)", "CURRENT_TIMESTAMP(3)", true) == "problem");
  CHECK(old_rows("char(36)", "uuid()", true) == "problem");
  // MySQL rounds it, MariaDB cuts it off.
  CHECK(old_rows("datetime", "2024-01-02 03:04:05.7") == "problem");
  CHECK(old_rows("date", "2024-1-2") == "problem");
  CHECK(old_rows("date", "20240102") == "problem");
  CHECK(old_rows("datetime", "2024-01-02") == "problem");
  CHECK(old_rows("time", "10:00") == "problem");
  CHECK(old_rows("time", "838:00:00") == "problem");
  CHECK(old_rows("year", "24") == "problem");
  CHECK(old_rows(test::column("x", "date", false)) == "problem");
  CHECK(old_rows(test::column("x", "year", false)) == "problem");
  CHECK(old_rows(test::column("x", "json", false)) == "problem");
  Column numbered = test::column("x", "int", false);
  numbered.auto_increment = true;
  CHECK(old_rows(numbered) == "problem");
  Column computed = test::column("x", "int");
  computed.generated = Generated::kStored;
  CHECK(old_rows(computed) == "problem");
  Column now = test::column("x", "timestamp");
  now.default_value = "CURRENT_TIMESTAMP";
  now.default_is_expression = true;
  CHECK(old_rows(now, 0) == "problem");
}

TEST_CASE("default text: what goes with the current time as default") {
  const auto cleared = [](FlavorKind kind, int major, bool drops,
                          const std::string& was) -> std::string {
    Column column = test::column("x", "datetime");
    column.default_value = was;
    column.default_is_expression = was.starts_with("C");
    column.on_update = "CURRENT_TIMESTAMP";
    const Flavor flavor = test::log_source(kind, major).flavor;
    if (!clear_default(flavor, drops, &column).empty()) return "problem";
    if (column.default_value) return "kept";
    return column.on_update.empty() ? "gone" : "updated";
  };
  const char* now = "CURRENT_TIMESTAMP";
  const std::string value = "2020-01-01 00:00:00";
  CHECK(cleared(FlavorKind::kMariadb, 10, false, now) == "gone");
  CHECK(cleared(FlavorKind::kMariadb, 10, true, now) == "gone");
  CHECK(cleared(FlavorKind::kMariadb, 10, true, value) == "updated");
  CHECK(cleared(FlavorKind::kMysql, 9, false, now) == "updated");
  CHECK(cleared(FlavorKind::kMysql, 5, true, now) == "updated");
  CHECK(cleared(FlavorKind::kMysql, 5, false, now) == "problem");
  CHECK(cleared(FlavorKind::kMysql, 5, false, value) == "updated");
}

}  // namespace millrace::mysql
