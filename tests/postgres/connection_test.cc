// SPDX-License-Identifier: Apache-2.0
#include "postgres/connection.h"

#include <libpq-fe.h>

#include <catch2/catch.hpp>
#include <map>

using namespace millrace;

namespace {

// What libpq itself understands.
std::map<std::string, std::string> parsed(const Endpoint& endpoint) {
  std::map<std::string, std::string> values;
  char* error = nullptr;
  PQconninfoOption* options =
      PQconninfoParse(connection_string(endpoint).c_str(), &error);
  INFO((error == nullptr ? "" : error));
  REQUIRE(options != nullptr);
  for (PQconninfoOption* o = options; o->keyword != nullptr; ++o) {
    if (o->val != nullptr) values[o->keyword] = o->val;
  }
  PQconninfoFree(options);
  return values;
}

}  // namespace

TEST_CASE("connection: evil words stay the values they are") {
  Endpoint endpoint;
  endpoint.host = "db.example";
  endpoint.user = "o'brien";
  endpoint.password = Secret("a b' host=elsewhere \\");
  endpoint.database = "x sslmode=disable";
  endpoint.tls.mode = TlsMode::kVerifyIdentity;
  endpoint.tls.ca = "/c/a.pem";
  auto values = parsed(endpoint);
  CHECK(values["host"] == "db.example");
  CHECK(values["port"] == "5432");
  CHECK(values["user"] == "o'brien");
  CHECK(values["password"] == "a b' host=elsewhere \\");
  CHECK(values["dbname"] == "x sslmode=disable");
  CHECK(values["sslmode"] == "verify-full");
  CHECK(values["sslrootcert"] == "/c/a.pem");
  CHECK(values["application_name"] == "millrace");
}

TEST_CASE("connection: a socket stands in for the host") {
  Endpoint endpoint;
  endpoint.host = "not used";
  endpoint.socket = "/run/pg";
  endpoint.port = 5433;
  auto values = parsed(endpoint);
  CHECK(values["host"] == "/run/pg");
  CHECK(values["port"] == "5433");
  CHECK(values.count("password") == 0);
}
