// SPDX-License-Identifier: Apache-2.0
#include "model/endpoint.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("endpoint: shown for messages, never with its password") {
  Endpoint e;
  e.host = "10.1.0.5";
  e.port = 3306;
  e.user = "millrace";
  e.password = Secret("hunter2");
  CHECK(e.str() == "millrace@10.1.0.5:3306");
  e.host = "::1";
  CHECK(e.str() == "millrace@[::1]:3306");
  e.socket = "/run/mysqld.sock";
  CHECK(e.str() == "millrace@/run/mysqld.sock");
  e.user = "";
  CHECK(e.str() == "/run/mysqld.sock");
}
