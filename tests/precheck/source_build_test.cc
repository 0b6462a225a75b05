// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source build: clouds are named, versions to come are warned of") {
  test::Sample sample;
  ServerFacts& facts = sample.source().facts;
  CHECK(sample.codes_of(check_source_build) == "");
  facts.settings["basedir"] = "/rdsdbbin/mysql-8.0.36/";
  CHECK(sample.codes_of(check_source_build) == "P176");
  facts.settings["aurora_version"] = "3.05.2";
  CHECK(sample.only(check_source_build).message.find("Aurora 3.05.2") !=
        std::string::npos);
  facts.settings.erase("aurora_version");
  facts.settings.erase("basedir");
  facts.flavor = {FlavorKind::kMysql, 9, 7, 4, "9.7.4"};
  CHECK(sample.codes_of(check_source_build) == "");
  facts.flavor.major = 10;
  CHECK(sample.codes_of(check_source_build) == "P177");
  facts.flavor = {FlavorKind::kMariadb, 12, 3, 0, "12.3.0"};
  CHECK(sample.codes_of(check_source_build) == "");
  facts.flavor.major = 13;
  CHECK(sample.codes_of(check_source_build) == "P177");
}

}  // namespace millrace
