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

TEST_CASE("source position: of another kind of server it says nothing") {
  test::Sample sample;
  StreamRecord stream;
  stream.source = "eu";
  stream.position.kind = PositionKind::kFile;
  stream.position.file = "gone.000001";
  sample.input.ledger.streams = {stream};
  sample.source().facts.log_files = {{"bin.000003", 10}};
  CHECK(sample.codes_of(check_source_position) == "");
}

}  // namespace millrace
