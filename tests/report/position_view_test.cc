// SPDX-License-Identifier: Apache-2.0
#include "report/position_view.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

std::string json_of(const Position& position) {
  JsonWriter json;
  write_position(json, position);
  return json.take();
}

TEST_CASE("position: JSON says gtid, or file and offset, or null") {
  Position p;
  CHECK(json_of(p) == "null");
  CHECK(position_text(p) == "unknown");
  p.kind = PositionKind::kFile;
  p.file = "bin.000012";
  p.offset = 5'000'000'000;
  CHECK(json_of(p) == R"({"file":"bin.000012","offset":5000000000})");
  CHECK(position_text(p) == "bin.000012:5000000000");
  // File and offset beside a GTID are not the position.
  p.kind = PositionKind::kMysqlGtid;
  p.gtid = "u:1-5";
  CHECK(json_of(p) == R"({"gtid":"u:1-5"})");
}

TEST_CASE("position: an empty GTID set is a position, not an unknown one") {
  Position p;
  p.kind = PositionKind::kMariadbGtid;
  CHECK(json_of(p) == R"({"gtid":""})");
  CHECK(position_text(p) != "unknown");
}

TEST_CASE("position: a long set is one short line with both its ends") {
  Position p;
  p.kind = PositionKind::kMysqlGtid;
  p.gtid = "first" + std::string(500, ',') + "\nlast";
  const std::string text = position_text(p);
  CHECK(text.size() < 110);
  CHECK(text.find("first") != std::string::npos);
  CHECK(text.find("last") != std::string::npos);
  CHECK(text.find('\n') == std::string::npos);
}

}  // namespace
}  // namespace millrace
