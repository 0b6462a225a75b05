// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string with(const std::string& setting, const std::string& value) {
  test::Sample sample;
  sample.source().facts.settings[setting] = value;
  return sample.codes_of(check_source_log);
}

}  // namespace

TEST_CASE("source log: each setting that loses changes has its code") {
  CHECK(with("log_bin", "OFF") == "P104");
  CHECK(with("binlog_format", "STATEMENT") == "P105");
  CHECK(with("binlog_row_image", "MINIMAL") == "P106");
  CHECK(with("server_id", "0") == "P107");
  CHECK(with("server_id", "4711") == "P107");
  CHECK(with("binlog_row_value_options", "PARTIAL_JSON") == "P109");
  CHECK(with("binlog_do_db", "other") == "P110");
  CHECK(with("binlog_do_db", "other, shop") == "");
  CHECK(with("binlog_ignore_db", "shop") == "P110");
  CHECK(with("binlog_format", "row") == "");
}

TEST_CASE("source log: a number that a replica uses already") {
  test::Sample sample;
  sample.source().facts.replica_server_ids = {5, 4711};
  CHECK(sample.codes_of(check_source_log) == "P107");
}

TEST_CASE("source log: positions that cannot be read, or bind to a server") {
  test::Sample sample;
  Position& position = sample.source().facts.position;
  position.kind = PositionKind::kNone;
  sample.source().facts.position_error = "access denied";
  CHECK(sample.only(check_source_log).evidence == "access denied");
  position.kind = PositionKind::kFile;
  CHECK(sample.codes_of(check_source_log) == "P115");
}

TEST_CASE("source log: a read-only server that does not log is named") {
  test::Sample sample;
  auto& settings = sample.source().facts.settings;
  settings["log_slave_updates"] = "OFF";
  CHECK(sample.codes_of(check_source_log) == "");
  settings["read_only"] = "ON";
  CHECK(sample.codes_of(check_source_log) == "P111");
}

TEST_CASE("source log: no stream, no questions") {
  test::Sample sample(R"("sync": {"stream": []})");
  sample.source().facts.settings["log_bin"] = "OFF";
  CHECK(sample.codes_of(check_source_log) == "");
}

}  // namespace millrace
