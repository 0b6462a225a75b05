// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/payload.h"

#include <zstd.h>

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

// INSERT INTO x.t VALUES (2),(3) as MySQL 9.7 compressed it.
const char* const kFromServer =
    "0201000301af01017f0028b52ffd20afb50300c20515239037e9fff05d4cceddeb8ce64c"
    "89ae90dbf7224af78c48e6a6c1e06e8d0363c5922d53ff2f291ce5551e7bbe00a0db57fd"
    "f5446f1b3f35ae0b16088316f8c81c67b3e3f0100a698ba3fe9c8c9305bf215d170c0e00"
    "a004c465ea464e8b413360c25256814d48a6110cb3d803ad81f7303007";

std::string packed_int(uint64_t n) {
  return n < 0xfb ? le(n, 1) : "\xfe" + le(n, 8);
}

std::string body(std::string_view plain, bool zstd) {
  std::string data(plain);
  if (zstd) {
    data.resize(ZSTD_compressBound(plain.size()));
    data.resize(
        ZSTD_compress(data.data(), data.size(), plain.data(), plain.size(), 3));
  }
  return le(2, 1) + counted(packed_int(zstd ? 0 : 255)) + le(1, 1) +
         counted(packed_int(data.size())) + '\0' + data;
}

std::vector<std::string> events(std::string_view payload, Status* status) {
  std::vector<std::string> out;
  PayloadReader reader;
  *status = reader.open(payload);
  while (status->ok()) {
    const auto next = reader.next();
    *status = next.status();
    if (!next.ok() || next->empty()) break;
    out.emplace_back(*next);
  }
  CHECK((!status->ok() || !reader.active()));
  return out;
}

TEST_CASE("payload: what a server compressed") {
  Status status;
  const auto list = events(unhexed(kFromServer), &status);
  REQUIRE(status.message() == "");
  std::string types;
  for (const std::string& e : list) {
    const auto event = read_event(e, Checksum::kNone);
    REQUIRE(event.ok());
    append_to(types, static_cast<unsigned>(event->header.type), ' ');
  }
  CHECK(types == "2 19 30 16 ");  // BEGIN, TABLE_MAP, WRITE_ROWS, XID
}

TEST_CASE("payload: many events, larger than any buffer, packed or not") {
  std::string plain;
  std::vector<std::string> expected;
  for (int i = 0; i < 300; ++i) {
    expected.push_back(
        raw_event(EventType::kQuery, std::string(1 + i * 37 % 5000, 'q')));
    plain += expected.back();
  }
  expected.push_back(raw_event(EventType::kXid, std::string(300000, 'x')));
  plain += expected.back();
  for (const bool zstd : {false, true}) {
    Status status;
    CHECK(events(body(plain, zstd), &status) == expected);
    CHECK(status.message() == "");
  }
}

TEST_CASE("payload: cut or damaged ones are refused") {
  const std::string event = raw_event(EventType::kQuery, "some statement");
  const std::string whole = body(event + event, true);
  Status status;
  for (size_t n = 0; n < whole.size(); ++n) {
    events(whole.substr(0, n), &status);
    CHECK(status.code() == "S208");
  }
  events(body(event + event.substr(0, 25), false), &status);
  CHECK(status.code() == "S208");
  events(body(std::string(30, '\0'), false), &status);
  CHECK(status.code() == "S208");
}

TEST_CASE("payload: an unknown compression is named") {
  Status status;
  events(le(2, 1) + counted("\x07") + le(1, 1) + counted("\x01") + '\0' + "x",
         &status);
  CHECK(status.code() == "S207");
}

}  // namespace
}  // namespace millrace::mysql::test
