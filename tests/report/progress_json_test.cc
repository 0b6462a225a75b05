// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "base/json.h"
#include "report/progress_view.h"

namespace millrace {
namespace {

JsonNode parsed(const std::string& line) {
  CHECK(line.find('\n') == std::string::npos);
  const auto root = parse_own_json(line);
  REQUIRE(root.ok());
  return *root;
}

TEST_CASE("progress json: every line is one object with its event") {
  ProgressSnapshot shot;
  TableProgress table;
  table.road = {"eu", {"shop", "a"}, {"sales", "a"}};
  table.figures.active = true;
  table.figures.rows = 7;
  shot.tables.push_back(table);
  shot.total.rows = 7;
  const JsonNode copy = parsed(json_copy_line(shot));
  CHECK(copy.string_or("event", "") == "copy");
  CHECK(copy.int_or("rows", 0) == 7);
  CHECK(copy.find("seconds_left")->is_null());
  CHECK(copy.find("active")->items.at(0).string_or("target", "") == "sales.a");

  table.figures.finished = true;
  const JsonNode done = parsed(json_table_line(table));
  CHECK(done.string_or("event", "") == "table_copied");
  CHECK(done.string_or("source", "") == "eu.shop.a");

  StreamProgress stream;
  stream.source = "eu";
  stream.lag_seconds = 1.23456;
  const JsonNode line = parsed(json_stream_line(stream));
  CHECK(line.string_or("event", "") == "stream");
  CHECK(line.find("lag_seconds")->text == "1.235");
  CHECK(parsed(json_text_line("note", "message", "a\nb"))
            .string_or("message", "") == "a\nb");
}

}  // namespace
}  // namespace millrace
