// SPDX-License-Identifier: Apache-2.0
#include "mysql/grants.h"

#include <catch2/catch.hpp>

namespace millrace::mysql {
namespace {

TEST_CASE("grants: whole server, database and table") {
  auto all = parse_grant(
      "GRANT SELECT, REPLICATION SLAVE, SHOW VIEW ON *.* TO `m`@`%` "
      "IDENTIFIED BY PASSWORD '*4ACFE3202A5FF5CF467898FC58AAB1D615029441'",
      false);
  REQUIRE(all);
  CHECK(all->schema == "*");
  CHECK(all->table == "*");
  CHECK(all->privileges ==
        std::set<std::string>{"SELECT", "REPLICATION SLAVE", "SHOW VIEW"});
  auto database =
      parse_grant("GRANT ALL PRIVILEGES ON `a\\_b%`.* TO 'm'@'%'", false);
  REQUIRE(database);
  CHECK(database->schema == "a\\_b%");
  CHECK(database->privileges.count("ALL PRIVILEGES") == 1);
  auto table = parse_grant("GRANT SELECT ON `a_b`.`t``.x` TO `m`@`%`", false);
  REQUIRE(table);
  CHECK(table->schema == "a\\_b");  // no pattern in a grant on one table
  CHECK(table->table == "t`.x");
}

TEST_CASE("grants: names that look like the grammar") {
  auto odd = parse_grant("GRANT SELECT ON ` ON `.` TO ` TO `m`@`%`", false);
  REQUIRE(odd);
  CHECK(odd->schema == " ON ");
  CHECK(odd->table == " TO ");
}

TEST_CASE("grants: a privilege on columns is not the whole privilege") {
  auto some =
      parse_grant("GRANT SELECT (`a`, `b`), INSERT ON `d`.`t` TO `m`", false);
  REQUIRE(some);
  CHECK(some->privileges.count("SELECT") == 0);
  CHECK(some->privileges.count("INSERT") == 1);
  CHECK(some->privileges.size() == 2);
}

TEST_CASE("grants: partial revokes take away") {
  auto taken = parse_grant("REVOKE SELECT ON `a_b`.* FROM `m`@`%`", true);
  REQUIRE(taken);
  CHECK(taken->partial_revoke);
  CHECK(taken->schema == "a\\_b");
}

TEST_CASE("grants: roles, proxies and routines say nothing of tables") {
  CHECK_FALSE(parse_grant("GRANT `reader`@`%` TO `m`@`%`", false));
  CHECK_FALSE(parse_grant("GRANT `on` TO `m`@`%`", false));
  CHECK_FALSE(
      parse_grant("GRANT PROXY ON ''@'%' TO 'root'@'localhost'", false));
  CHECK_FALSE(
      parse_grant("GRANT EXECUTE ON PROCEDURE `d`.`p` TO `m`@`%`", false));
  CHECK_FALSE(parse_grant("SET DEFAULT ROLE r FOR m", false));
}

}  // namespace
}  // namespace millrace::mysql
