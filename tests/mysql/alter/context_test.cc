// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/context.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

std::string rule(const std::string& charset, const std::string& collation,
                 const std::map<std::string, std::string>& of_session = {}) {
  const LogSource source = test::log_source();
  AlterContext context;
  context.source = &source;
  context.default_collations = of_session;
  TextRule made;
  const TextRule table{"utf8mb4", "utf8mb4_bin"};
  if (!find_text_rule(context, charset, collation, table, &made)) return "none";
  return made.charset + " " + made.collation;
}

AlterContext under(uint64_t mode, const LogSource& source) {
  AlterContext context;
  context.sql_mode = mode;
  context.source = &source;
  return context;
}

}  // namespace

TEST_CASE(
    "alter context: a character set, a collation, or what the table has") {
  CHECK(rule("", "") == "utf8mb4 utf8mb4_bin");
  CHECK(rule("LATIN1", "") == "latin1 latin1_swedish_ci");
  CHECK(rule("utf8", "") == "utf8mb3 utf8mb3_general_ci");
  CHECK(rule("", "latin1_bin") == "latin1 latin1_bin");
  CHECK(rule("latin1", "Latin1_BIN") == "latin1 latin1_bin");
  CHECK(rule("latin1", "default") == "latin1 latin1_swedish_ci");
  CHECK(rule("", "uca1400_ai_ci") == "utf8mb4 utf8mb4_uca1400_ai_ci");
  CHECK(rule("utf8mb4", "uca1400_ai_ci") == "utf8mb4 utf8mb4_uca1400_ai_ci");
}

TEST_CASE("alter context: the session's defaults go before the server's") {
  const std::map<std::string, std::string> session = {
      {"utf8mb4", "utf8mb4_uca1400_ai_ci"}, {"utf8mb3", ""}};
  CHECK(rule("utf8mb4", "", session) == "utf8mb4 utf8mb4_uca1400_ai_ci");
  CHECK(rule("utf8mb4", "default", session) == "utf8mb4 utf8mb4_uca1400_ai_ci");
  CHECK(rule("utf8mb4", "utf8mb4_bin", session) == "utf8mb4 utf8mb4_bin");
  CHECK(rule("latin1", "", session) == "latin1 latin1_swedish_ci");
  CHECK(rule("utf8", "", session) == "none");
}

TEST_CASE("alter context: what does not fit or is not known is none") {
  CHECK(rule("latin1", "utf8mb4_bin") == "none");
  CHECK(rule("latin1", "uca1400_ai_ci") == "none");
  CHECK(rule("klingon", "") == "none");
  CHECK(rule("", "klingon_ci") == "none");
  CHECK(rule("", "default") == "none");
}

TEST_CASE("alter context: the rule of a table") {
  const LogSource source = test::log_source();
  CHECK(text_rule_of(source, "latin1_bin").charset == "latin1");
  CHECK(text_rule_of(source, "utf8_unlisted_ci").charset == "utf8mb3");
}

TEST_CASE("alter context: what the modes say") {
  const LogSource mysql = test::log_source();
  const LogSource mariadb = test::mariadb_source();
  const auto bit = [](int n) { return uint64_t{1} << n; };
  CHECK_FALSE(under(0, mysql).strict());
  CHECK(under(bit(21), mysql).strict());
  CHECK(under(bit(22), mysql).strict());
  CHECK_FALSE(under(bit(24), mysql).no_zero_dates());
  CHECK(under(bit(24) | bit(22), mysql).no_zero_dates());
  CHECK(under(1, mysql).real_is_float());
  CHECK_FALSE(under(2, mysql).real_is_float());
  CHECK(under(bit(32), mariadb).empty_is_null());
  // The same bit is another mode there.
  CHECK_FALSE(under(bit(32), mysql).empty_is_null());
  CHECK(under(bit(9), mariadb).types_mean_others());
  CHECK_FALSE(under(bit(9), mysql).types_mean_others());
  CHECK(under(bit(12), mysql).types_mean_others());
}

}  // namespace millrace::mysql
