// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source retention: hours are few, for ever is enough") {
  test::Sample sample;
  auto& settings = sample.source().facts.settings;
  settings["binlog_expire_logs_seconds"] = "3600";
  CHECK(sample.codes_of(check_source_retention) == "P112");
  settings["binlog_expire_logs_seconds"] = "0";
  CHECK(sample.codes_of(check_source_retention) == "");
  settings["expire_logs_days"] = "3";
  CHECK(sample.codes_of(check_source_retention) == "");
}

TEST_CASE("source retention: a copy that outlasts the log is named") {
  test::Sample sample;
  sample.source().facts.settings["binlog_expire_logs_seconds"] = "259200";
  sample.input.resolution.routes[0].source_table.bytes_estimate =
      5'000'000'000'000;
  CHECK(sample.codes_of(check_source_retention) == "P112");
}

}  // namespace millrace
