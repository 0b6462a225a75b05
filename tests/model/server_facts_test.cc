// SPDX-License-Identifier: Apache-2.0
#include "model/server_facts.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("server facts: versions compare part by part") {
  Flavor f;
  f.major = 10;
  f.minor = 5;
  f.patch = 9;
  CHECK(f.at_least(9, 9, 99));
  CHECK(f.at_least(10));
  CHECK(f.at_least(10, 5, 9));
  CHECK_FALSE(f.at_least(10, 5, 10));
  CHECK_FALSE(f.at_least(10, 11));
  CHECK_FALSE(f.at_least(11));
}

TEST_CASE("server facts: each flavour has its word") {
  Flavor f;
  CHECK(std::string(f.name()) == "unknown");
  f.kind = FlavorKind::kMariadb;
  CHECK(std::string(f.name()) == "mariadb");
  f.kind = FlavorKind::kDrds;
  CHECK(std::string(f.name()) == "drds");
}

TEST_CASE("server facts: a setting the server does not know is empty") {
  ServerFacts facts;
  facts.settings["log_bin"] = "ON";
  CHECK(facts.setting("log_bin") == "ON");
  CHECK(facts.setting("gtid_mode").empty());
}
