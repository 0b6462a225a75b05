// SPDX-License-Identifier: Apache-2.0
#include "plan/server_url.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

std::string refusal(const std::string& url) {
  const Result<ServerUrl> read = parse_target_url(url);
  return read.ok() ? "" : read.status().message();
}
bool refused(const std::string& url, const std::string& part) {
  INFO(url << ": " << refusal(url));
  CHECK(refusal(url).find(part) != std::string::npos);
  return refusal(url).find(part) != std::string::npos;
}

TEST_CASE("server url: hosts, ports, escapes") {
  const auto one = parse_source_url("MySQL://m%40x@db.example:3307/my%2Fshop");
  REQUIRE(one.ok());
  CHECK(one->endpoint.user == "m@x");
  CHECK(one->endpoint.host == "db.example");
  CHECK(one->endpoint.port == 3307);
  CHECK(one->endpoint.database == "my/shop");
  const auto six = parse_source_url("mariadb://m@[::1]");
  REQUIRE(six.ok());
  CHECK(six->endpoint.host == "::1");
  CHECK(six->endpoint.port == 3306);
  const auto port = parse_target_url("postgres://m@[fe80::2]:6000/w");
  REQUIRE(port.ok());
  CHECK(port->engine == "postgresql");
  CHECK(port->endpoint.port == 6000);
  for (const char* engine : {"greenplum", "analyticdb-postgresql", "drds"}) {
    const auto url = parse_target_url(std::string(engine) + "://m@h/w");
    REQUIRE(url.ok());
    CHECK(url->engine == engine);
  }
}

TEST_CASE("server url: sockets and tls") {
  const auto url = parse_source_url(
      "mysql://m@/shop?socket=/run/my%20sql.sock&tls=verify-ca&ca=/c.pem");
  REQUIRE(url.ok());
  CHECK(url->endpoint.socket == "/run/my sql.sock");
  CHECK(url->endpoint.host.empty());
  CHECK(url->endpoint.port == 0);
  CHECK(url->endpoint.tls.mode == TlsMode::kVerifyCa);
  CHECK(url->endpoint.tls.ca == "/c.pem");
  CHECK_FALSE(parse_source_url("mysql://m@h/?socket=/s").ok());
  CHECK_FALSE(parse_source_url("mysql://m@:3306/?socket=/s").ok());
}

TEST_CASE("server url: a password is refused and never shown") {
  for (const char* url :
       {"postgresql://m:hush@h/w", "postgresql://m:hu@hush@h/w",
        "postgresql://m:hu/hush@h/w", "postgresql://m:@h/w",
        "postgresql://m@h/w?password=hush"}) {
    CHECK(refused(url, "MILLRACE_TARGET_PASSWORD"));
    CHECK(refusal(url).find("hush") == std::string::npos);
  }
}

TEST_CASE("server url: mistakes say what to write") {
  CHECK(refused("postgrsql://m@h/w", "did you mean \"postgresql\""));
  CHECK(refused("oracle://m@h/w", "known are"));
  CHECK(refused("h/w", "no URL"));
  CHECK(refused("postgresql://h/w", "no account"));
  CHECK(refused("postgresql://@h/w", "no account"));
  CHECK(refused("postgresql://m@h", "no database"));
  CHECK(refused("postgresql://m@/w", "no host"));
  CHECK(refused("postgresql://m@h:0/w", "65535"));
  CHECK(refused("postgresql://m@h:65536/w", "65535"));
  CHECK(refused("postgresql://m@h:/w", "65535"));
  CHECK(refused("postgresql://m@::1/w", "[ ]"));
  CHECK(refused("postgresql://m@[::1/w", "["));
  CHECK(refused("postgresql://m@h/a/b", "%2F"));
  CHECK(refused("postgresql://m@h/w%2", "%25"));
  CHECK(refused("postgresql://m@h/w%00", "%25"));
  CHECK(refused("postgresql://m@h/w?tsl=required", "did you mean \"tls\""));
  CHECK(refused("postgresql://m@h/w?tls=yes", "verify-identity"));
}

}  // namespace
}  // namespace millrace
