// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source clock: a zone that is not UTC is told once, for DATETIME") {
  test::Sample sample;
  auto& settings = sample.source().facts.settings;
  CHECK(sample.codes_of(check_source_clock) == "");
  settings["time_zone"] = "SYSTEM";
  settings["system_time_zone"] = "UTC";
  CHECK(sample.codes_of(check_source_clock) == "");
  settings["system_time_zone"] = "CEST";
  const Finding finding = sample.only(check_source_clock);
  CHECK(finding.code == "P163");
  CHECK(finding.severity == Severity::kInfo);
  CHECK(finding.message.find("CEST") != std::string::npos);
  settings["time_zone"] = "+00:00";
  CHECK(sample.codes_of(check_source_clock) == "");
}

TEST_CASE("source clock: no DATETIME, no line") {
  Table table = test::orders_table();
  table.columns[2].type.kind = TypeKind::kTimestamp;
  test::Sample sample("", {table});
  sample.source().facts.settings["time_zone"] = "+02:00";
  CHECK(sample.codes_of(check_source_clock) == "");
}

}  // namespace millrace
