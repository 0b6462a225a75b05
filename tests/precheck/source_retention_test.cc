// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

// Only the server can order its keys: a stream beside its copy waits for it.
Route& with_text_key(test::Sample& sample) {
  Route& route = sample.input.resolution.routes[0];
  for (const size_t column : route.source_key) {
    route.source_table.columns[column].type.kind = TypeKind::kVarchar;
  }
  return route;
}

}  // namespace

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
  with_text_key(sample).source_table.bytes_estimate = 5'000'000'000'000;
  CHECK(sample.codes_of(check_source_retention) == "P112");
}

TEST_CASE("source retention: a copy longer than the log is kept blocks") {
  test::Sample sample;
  sample.source().facts.settings["binlog_expire_logs_seconds"] = "259200";
  uint64_t& bytes = with_text_key(sample).source_table.bytes_estimate;
  bytes = 1'300'000'000'000;  // at 10 MB/s: 36 of 72 hours
  CHECK(sample.only(check_source_retention).severity == Severity::kWarning);
  bytes = 2'600'000'000'000;  // 72 hours
  CHECK(sample.only(check_source_retention).severity == Severity::kError);
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.copied = true;
  sample.input.ledger.roads = {road};
  CHECK(sample.codes_of(check_source_retention) == "");
}

TEST_CASE("source retention: a stream beside the copy needs no log of it") {
  test::Sample sample;
  sample.source().facts.settings["binlog_expire_logs_seconds"] = "259200";
  sample.input.resolution.routes[0].source_table.bytes_estimate =
      5'000'000'000'000;
  CHECK(sample.codes_of(check_source_retention) == "");
  static_cast<void>(with_text_key(sample));
  CHECK(sample.codes_of(check_source_retention) == "P112");
}

TEST_CASE("source retention: the Plan's own pace counts") {
  test::Sample sample(R"("limits": {"megabytes_per_second": 1})");
  sample.source().facts.settings["binlog_expire_logs_seconds"] = "259200";
  with_text_key(sample).source_table.bytes_estimate = 260'000'000'000;
  CHECK(sample.only(check_source_retention).severity == Severity::kError);
}

TEST_CASE("source retention: a log bounded by size lasts as it grows") {
  test::Sample sample;
  ServerFacts& facts = sample.source().facts;
  facts.settings["max_binlog_total_size"] = "1000000000";
  CHECK(sample.codes_of(check_source_retention) == "");  // growth not known
  facts.status = {{"uptime", "100000"}, {"binlog_bytes_written", "1000000"}};
  CHECK(sample.codes_of(check_source_retention) == "");   // 10 B/s
  facts.status["binlog_bytes_written"] = "100000000000";  // 1 MB/s
  const Finding finding = sample.only(check_source_retention);
  CHECK(finding.code == "P112");
  CHECK(finding.evidence.find("max_binlog_total_size") == 0);
}

TEST_CASE("source retention: RDS keeps by a setting of its own") {
  test::Sample sample;
  sample.source().facts.cloud_kept_hours = 0;
  CHECK(sample.only(check_source_retention).remedy.find("rds_set") !=
        std::string::npos);
  sample.source().facts.cloud_kept_hours = 72;
  CHECK(sample.codes_of(check_source_retention) == "");
}

}  // namespace millrace
