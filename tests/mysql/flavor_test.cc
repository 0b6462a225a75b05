// SPDX-License-Identifier: Apache-2.0
#include "mysql/flavor.h"

#include <catch2/catch.hpp>
#include <string>

namespace millrace::mysql {
namespace {

TEST_CASE("flavor: versions of every family are told apart") {
  struct Case {
    const char* version;
    const char* comment;
    FlavorKind kind;
    int major, minor, patch;
  };
  const Case cases[] = {
      {"5.5.62-log", "MySQL Community Server", FlavorKind::kMysql, 5, 5, 62},
      {"5.6.24", "", FlavorKind::kMysql, 5, 6, 24},
      {"8.0.36-28", "Percona Server (GPL)", FlavorKind::kMysql, 8, 0, 36},
      {"9.7.4-1", "(Debian)", FlavorKind::kMysql, 9, 7, 4},
      {"5.5.5-10.11.19-MariaDB-log", "", FlavorKind::kMariadb, 10, 11, 19},
      {"10.11.19-MariaDB-0+deb12u1", "", FlavorKind::kMariadb, 10, 11, 19},
      {"11.8.6-MariaDB", "", FlavorKind::kMariadb, 11, 8, 6},
      {"10.6.17-19", "MariaDB Enterprise", FlavorKind::kMariadb, 10, 6, 17},
  };
  for (const Case& c : cases) {
    auto flavor = parse_flavor(c.version, c.comment);
    REQUIRE(flavor.ok());
    CHECK(flavor->kind == c.kind);
    CHECK(flavor->major == c.major);
    CHECK(flavor->minor == c.minor);
    CHECK(flavor->patch == c.patch);
    CHECK(flavor->version.rfind("5.5.5-", 0) == std::string::npos);
  }
}

TEST_CASE("flavor: what only speaks the protocol is refused by name") {
  auto tidb = parse_flavor("8.0.11-TiDB-v7.5.0", "TiDB Server");
  REQUIRE_FALSE(tidb.ok());
  CHECK(tidb.status().kind() == StatusKind::kRefused);
  CHECK(tidb.status().message().find("TiDB") != std::string::npos);
  CHECK_FALSE(parse_flavor("5.6.29-TDDL-5.4.12-16327949", "").ok());
  CHECK_FALSE(parse_flavor("5.1.73", "").ok());
  CHECK_FALSE(parse_flavor("garbage", "").ok());
}

TEST_CASE("flavor: statements and abilities by version") {
  auto old = *parse_flavor("5.6.24", "");
  auto now = *parse_flavor("9.7.4", "");
  auto maria = *parse_flavor("10.11.19-MariaDB", "");
  CHECK(std::string(log_status_statement(old)) == "SHOW MASTER STATUS");
  CHECK(std::string(log_status_statement(now)) == "SHOW BINARY LOG STATUS");
  CHECK(std::string(log_status_statement(maria)) == "SHOW MASTER STATUS");
  CHECK(std::string(replicas_statement(now)) == "SHOW REPLICAS");
  CHECK_FALSE(defaults_are_sql(now));
  CHECK(defaults_are_sql(maria));
  CHECK_FALSE(has_read_only_transactions(*parse_flavor("5.5.62", "")));
  CHECK(has_index_expressions(now));
  CHECK_FALSE(has_index_expressions(maria));
}

}  // namespace
}  // namespace millrace::mysql
