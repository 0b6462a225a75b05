// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/format_description.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string body(std::string server, const std::string& lengths,
                 uint16_t version = 4) {
  server.resize(50);
  return le(version, 2) + server + le(0, 4) + le(19, 1) + lengths;
}

TEST_CASE("format: lengths are found by type, the checksum by its byte") {
  std::string lengths(40, '\0');
  lengths[18] = 8;  // TABLE_MAP is type 19
  const std::string bytes = raw_event(EventType::kFormatDescription,
                                      body("9.7.4", lengths) + '\x01', true);
  const auto format = read_format_description(bytes);
  REQUIRE(format.status().message() == "");
  CHECK(format->server_version == "9.7.4");
  CHECK(format->checksum == Checksum::kCrc32);
  CHECK(format->fixed_length(EventType::kTableMap) == 8);
  CHECK(format->fixed_length(static_cast<EventType>(200)) == 0);
  CHECK(format->fixed_lengths.size() == 40);
}

TEST_CASE("format: without checksums the four bytes are there all the same") {
  const std::string bytes =
      raw_event(EventType::kFormatDescription,
                body("10.11.1-MariaDB", std::string(171, '\x08')) +
                    std::string(1, '\0') + "crc!");
  const auto format = read_format_description(bytes);
  REQUIRE(format.status().message() == "");
  CHECK(format->checksum == Checksum::kNone);
  CHECK(format->fixed_lengths.size() == 171);
}

TEST_CASE("format: MySQL 5.5 writes no checksum part") {
  const std::string bytes = raw_event(EventType::kFormatDescription,
                                      body("5.5.62", std::string(27, '\x08')));
  const auto format = read_format_description(bytes);
  REQUIRE(format.ok());
  CHECK(format->fixed_lengths.size() == 27);
  CHECK(format->checksum == Checksum::kNone);
}

TEST_CASE("format: its own checksum is verified") {
  std::string bytes =
      raw_event(EventType::kFormatDescription,
                body("9.7.4", std::string(40, '\x08')) + '\x01', true);
  bytes[30] = 'x';
  CHECK(read_format_description(bytes).status().code() == "S206");
}

TEST_CASE("format: other versions and algorithms are refused") {
  const auto code = [](const std::string& b) {
    return read_format_description(raw_event(EventType::kFormatDescription, b))
        .status()
        .code();
  };
  CHECK(code(body("4.1.0", "xxxxx", 3)) == "S207");
  CHECK(code(body("9.7.4", "xxxxx") + "\x02" + "crc!") == "S207");
  CHECK(code("short") == "S208");
}

}  // namespace
}  // namespace millrace::mysql::test
