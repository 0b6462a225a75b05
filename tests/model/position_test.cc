// SPDX-License-Identifier: Apache-2.0
#include "model/position.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

Position file_at(const std::string& file, uint64_t offset,
                 const std::string& server = "u") {
  Position p;
  p.kind = PositionKind::kFile;
  p.file = file;
  p.offset = offset;
  p.server_uuid = server;
  return p;
}

Position gtid_at(PositionKind kind, const std::string& gtid) {
  Position p;
  p.kind = kind;
  p.gtid = gtid;
  return p;
}

bool is_reached(const Position& at, const Position& goal) {
  Result<bool> answer = reached(at, goal);
  INFO(at.str() << " " << goal.str());
  REQUIRE(answer.ok());
  return *answer;
}

constexpr const char* kA = "aaaaaaaa-0000-0000-0000-000000000001";
constexpr const char* kB = "bbbbbbbb-0000-0000-0000-000000000001";

}  // namespace

TEST_CASE("position: JSON and back keeps every field") {
  Position full = file_at("bin.000012", 18446744073709551615u, "uuid");
  Position gtid = gtid_at(PositionKind::kMysqlGtid, "");
  gtid.file = "bin.000001";
  Position held = gtid_at(PositionKind::kMariadbGtid, "0-1-9");
  held.held_gtid = "0-1-5";
  held.held_file = "bin.000001";
  held.held_offset = 5'000'000'000;
  for (const Position& p :
       {Position(), full, gtid, held, gtid_at(PositionKind::kMysqlGtid, "x:1"),
        gtid_at(PositionKind::kMariadbGtid, "0-1-5")}) {
    Result<Position> back = position_from_json(position_to_json(p));
    REQUIRE(back.ok());
    CHECK(*back == p);
  }
}

TEST_CASE("position: reading begins at the place that is held") {
  Position p = file_at("bin.000012", 700);
  CHECK(p.reading_start() == p);
  CHECK(!p.holds());
  p.held_file = "bin.000011";
  p.held_offset = 4;
  CHECK(p.holds());
  CHECK(p.reading_start() == file_at("bin.000011", 4));
  Position g = gtid_at(PositionKind::kMysqlGtid, "x:1-9");
  g.held_gtid = "x:1-3";
  g.held_file = "bin.000001";
  CHECK(g.reading_start().gtid == "x:1-3");
  CHECK(is_reached(file_at("bin.000012", 700), file_at("bin.000012", 700)));
}

TEST_CASE("position: an empty GTID set is written, not left out") {
  CHECK(position_to_json(gtid_at(PositionKind::kMysqlGtid, "")) ==
        R"({"kind":"mysql_gtid","gtid":""})");
}

TEST_CASE("position: a document of another shape is broken") {
  for (const char* bad : {"", "[]", "{}", R"({"kind":"lsn"})",
                          R"({"kind":"file","file":"a","offset":1.5})"}) {
    INFO(bad);
    CHECK(position_from_json(bad).status().kind() == StatusKind::kBroken);
  }
}

TEST_CASE("position: log files are ordered by number, not as text") {
  CHECK(compare_log_files("bin.999999", "bin.1000000") < 0);
  CHECK(compare_log_files("bin.1000000", "bin.999999") > 0);
  CHECK(compare_log_files("bin.000009", "bin.000010") < 0);
  CHECK(compare_log_files("bin.0000010", "bin.000010") == 0);
  CHECK(compare_log_files("my.bin.000001", "my.bin.000001") == 0);
  CHECK(compare_log_files("a.000009", "b.000001") < 0);
}

TEST_CASE("position: files of one server are compared by file, then offset") {
  CHECK(is_reached(file_at("bin.000002", 4), file_at("bin.000001", 900)));
  CHECK(is_reached(file_at("bin.000002", 4), file_at("bin.000002", 4)));
  CHECK_FALSE(is_reached(file_at("bin.000002", 4), file_at("bin.000002", 5)));
  CHECK_FALSE(is_reached(file_at("bin.999999", 9), file_at("bin.1000000", 4)));
  CHECK(
      is_reached(file_at("bin.000002", 5000000000), file_at("bin.000002", 4)));
}

TEST_CASE("position: what cannot be compared is broken, never a guess") {
  const Position gtid = gtid_at(PositionKind::kMysqlGtid, "");
  const Position mariadb = gtid_at(PositionKind::kMariadbGtid, "");
  const Position file = file_at("bin.000001", 4);
  CHECK_FALSE(reached(file, file_at("bin.000001", 4, "other")).ok());
  CHECK_FALSE(reached(file, file_at("log.000001", 4)).ok());
  CHECK_FALSE(reached(gtid, file).ok());
  CHECK_FALSE(reached(gtid, mariadb).ok());
  CHECK_FALSE(reached(Position(), Position()).ok());
  CHECK(reached(file, file_at("bin.000001", 4, "")).ok());
}

TEST_CASE("position: GTID sets are reached by containing the goal") {
  const auto at = [](const std::string& s) {
    return gtid_at(PositionKind::kMysqlGtid, s);
  };
  const std::string a = kA;
  const std::string b = kB;
  CHECK(is_reached(at(a + ":1-9," + b + ":1"), at(a + ":1-9")));
  CHECK_FALSE(is_reached(at(a + ":1-3:5"), at(a + ":1-5")));
  CHECK_FALSE(is_reached(at(b + ":1-9"), at(a + ":1")));
  CHECK(is_reached(at(""), at("")));
  // File and offset beside a GTID are for people only.
  Position far = at(a + ":1-9");
  far.file = "bin.000001";
  Position near = at(a + ":1-2");
  near.file = "bin.000007";
  CHECK(is_reached(far, near));
}

TEST_CASE("position: MariaDB positions are reached domain by domain") {
  const auto at = [](const char* s) {
    return gtid_at(PositionKind::kMariadbGtid, s);
  };
  CHECK(is_reached(at("0-1-9,1-1-1"), at("0-2-9")));
  CHECK_FALSE(is_reached(at("0-1-9"), at("0-1-9,1-1-1")));
}

TEST_CASE("position: its words for messages") {
  CHECK(file_at("bin.000012", 154).str() == "bin.000012:154");
  CHECK(gtid_at(PositionKind::kMariadbGtid, "0-1-5").str() == "0-1-5");
  CHECK(gtid_at(PositionKind::kMysqlGtid, "").str() == "(empty GTID set)");
}
