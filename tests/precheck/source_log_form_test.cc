// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string with(const std::string& setting, const std::string& value) {
  test::Sample sample;
  sample.source().facts.settings[setting] = value;
  return sample.codes_of(check_source_log_form);
}

}  // namespace

TEST_CASE("source log form: names, compression and fragments") {
  CHECK(with("binlog_row_metadata", "FULL") == "");
  CHECK(with("binlog_row_metadata", "NO_LOG") == "P172");
  CHECK(with("binlog_transaction_compression", "ON") == "P173");
  CHECK(with("log_bin_compress", "ON") == "P173");
  CHECK(with("log_bin_compress", "OFF") == "");
  CHECK(with("binlog_row_event_fragment_threshold", "1048576") == "P174");
  CHECK(with("binlog_row_event_fragment_threshold", "0") == "");
}

TEST_CASE("source log form: without a log there is nothing to say of it") {
  test::Sample sample;
  sample.source().facts.settings["log_bin"] = "OFF";
  sample.source().facts.settings["binlog_row_metadata"] = "NO_LOG";
  CHECK(sample.codes_of(check_source_log_form) == "");
}

}  // namespace millrace
