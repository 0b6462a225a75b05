// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

constexpr const char* kUuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

std::string codes_at(PositionKind kind, const std::string& gtid,
                     const std::string& purged,
                     const std::string& file = "bin.000003") {
  test::Sample sample;
  ServerFacts& facts = sample.source().facts;
  facts.position.kind = kind;
  facts.position.gtid = gtid;
  facts.purged_gtids = purged;
  facts.log_files = {{"bin.000003", 10}, {"bin.000004", 10}};
  StreamRecord stream;
  stream.source = "eu";
  stream.position.kind = kind;
  stream.position.gtid = gtid;
  stream.position.file = file;
  sample.input.ledger.streams = {stream};
  return sample.codes_of(check_source_position);
}

}  // namespace

TEST_CASE("source position: what was purged and not yet read is missing") {
  const auto mysql = [](const std::string& at, const std::string& purged) {
    return codes_at(PositionKind::kMysqlGtid, std::string(kUuid) + at,
                    std::string(kUuid) + purged);
  };
  CHECK(mysql(":1-50", ":1-50") == "");
  CHECK(mysql(":1-50", ":1-51") == "P175");
  CHECK(codes_at(PositionKind::kMysqlGtid, "", "") == "");
  const auto mariadb = [](const std::string& at, const std::string& oldest) {
    return codes_at(PositionKind::kMariadbGtid, at, oldest);
  };
  CHECK(mariadb("0-1-50", "0-1-50") == "");
  CHECK(mariadb("0-1-50", "0-1-51") == "P175");
  CHECK(mariadb("0-1-50", "") == "");
  CHECK(codes_at(PositionKind::kFile, "", "") == "");
  CHECK(codes_at(PositionKind::kFile, "", "", "bin.000002") == "P175");
}

TEST_CASE("source position: what the target has and the source has not") {
  const auto codes = [](PositionKind kind, const std::string& at,
                        const std::string& source) {
    test::Sample sample;
    sample.source().facts.position.kind = kind;
    sample.source().facts.position.gtid = source;
    StreamRecord stream;
    stream.source = "eu";
    stream.position.kind = kind;
    stream.position.gtid = at;
    sample.input.ledger.streams = {stream};
    return sample.codes_of(check_source_position);
  };
  const auto mysql = [&](const std::string& at, const std::string& source) {
    return codes(PositionKind::kMysqlGtid, kUuid + at,
                 source.empty() ? "" : kUuid + source);
  };
  CHECK(mysql(":1-50", ":1-50") == "");
  CHECK(mysql(":1-50", ":1-90") == "");
  CHECK(mysql(":1-50", ":1-49") == "P320");
  CHECK(mysql(":1-50", "") == "P320");
  CHECK(codes(PositionKind::kMariadbGtid, "0-1-5", "0-2-9") == "");
  CHECK(codes(PositionKind::kMariadbGtid, "0-1-5", "0-1-4") == "P320");
  CHECK(codes(PositionKind::kMariadbGtid, "0-1-5,2-1-1", "0-1-9") == "P320");
}

TEST_CASE("source position: a file of another server is refused") {
  const auto codes = [](const std::string& from, const std::string& now) {
    test::Sample sample;
    Position& at = sample.source().facts.position;
    at.kind = PositionKind::kFile;
    at.file = "bin.000001";
    at.server_uuid = now;
    StreamRecord stream;
    stream.source = "eu";
    stream.position = at;
    stream.position.server_uuid = from;
    sample.input.ledger.streams = {stream};
    return sample.codes_of(check_source_position);
  };
  CHECK(codes(kUuid, kUuid) == "");
  CHECK(codes(kUuid, "4e11fa47-71ca-11e1-9e33-c80aa9429562") == "P321");
  CHECK(codes("", kUuid) == "");  // noted before uuids were
}

TEST_CASE("source position: one of another kind of server is refused") {
  test::Sample sample;
  StreamRecord stream;
  stream.source = "eu";
  stream.position.kind = PositionKind::kFile;
  stream.position.file = "gone.000001";
  sample.input.ledger.streams = {stream};
  sample.source().facts.log_files = {{"bin.000003", 10}};
  sample.source().facts.position = Position();
  CHECK(sample.codes_of(check_source_position) == "");  // it says no position
  sample.source().facts.position.kind = PositionKind::kMariadbGtid;
  CHECK(sample.codes_of(check_source_position) == "P321");
}

}  // namespace millrace
