// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source sessions: readers and three besides have to fit") {
  test::Sample sample(R"("limits": {"readers": 5})");
  auto& room = sample.source().facts.room;
  CHECK(sample.codes_of(check_source_sessions) == "");  // not known
  room = {8, "max_connections = 151, 143 of them in use"};
  CHECK(sample.codes_of(check_source_sessions) == "");
  room.sessions = 7;
  CHECK(sample.only(check_source_sessions).code == "P167");
  CHECK(sample.only(check_source_sessions).severity == Severity::kWarning);
  room.bound = "max_user_connections = 7";
  CHECK(sample.only(check_source_sessions).severity == Severity::kError);
}

TEST_CASE("source sessions: a limit per hour is named with its end") {
  test::Sample sample;
  sample.source().facts.account_limits = {{"MAX_QUERIES_PER_HOUR", 100}};
  const Finding finding = sample.only(check_source_sessions);
  CHECK(finding.code == "P168");
  CHECK(finding.remedy ==
        "ALTER USER 'millrace'@'%' WITH MAX_QUERIES_PER_HOUR 0");
}

}  // namespace millrace
