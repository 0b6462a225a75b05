// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target sessions: writers and two besides have to fit") {
  test::Sample sample(R"("limits": {"writers": 4})");
  SessionRoom& room = sample.input.target.room;
  CHECK(sample.codes_of(check_target_sessions) == "");  // not known
  room = {6, "max_connections = 100"};
  CHECK(sample.codes_of(check_target_sessions) == "");
  room.sessions = 5;
  CHECK(sample.only(check_target_sessions).code == "P232");
  CHECK(sample.only(check_target_sessions).severity == Severity::kWarning);
  room.sessions = 2;
  CHECK(sample.only(check_target_sessions).severity == Severity::kError);
}

}  // namespace millrace
