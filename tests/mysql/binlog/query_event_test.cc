// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/query_event.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

TEST_CASE("query: database, text, and how to read it") {
  const std::string variables = unhexed("00 00000000 01") + le(4, 8) +
                                unhexed("06 03") + "std" +
                                unhexed("04 2100 2d00 0800 7f 99");
  const std::string body = query_body("shop", "DROP TABLE t", variables);
  const auto query = read_query_event(event_of(EventType::kQuery, body));
  REQUIRE(query.ok());
  CHECK(query->database == "shop");
  CHECK(query->sql == "DROP TABLE t");
  CHECK(query->sql_mode == QueryEvent::kAnsiQuotes);
  CHECK(query->client_collation == 33);
}

// As MariaDB 11.8 writes it: in front of the client's character set.
TEST_CASE("query: collations that character sets stand for") {
  const std::string variables =
      unhexed("00 00000000 83 02 2100 0008 2d00 0009 04 0800 0008 0009");
  const std::string body = query_body("d", "x", variables);
  const auto query = read_query_event(event_of(EventType::kQuery, body));
  REQUIRE(query.ok());
  CHECK(query->client_collation == 8);
  CHECK(query->default_collations ==
        std::vector<std::pair<uint16_t, uint16_t>>{{33, 2048}, {45, 2304}});
}

TEST_CASE("query: an unknown variable ends the list, not the event") {
  const std::string body = query_body("d", "x", unhexed("f0 0102"));
  const auto query = read_query_event(event_of(EventType::kQuery, body));
  REQUIRE(query.ok());
  CHECK(query->sql == "x");
  CHECK(query->client_collation == 0);
}

TEST_CASE("query: MariaDB compresses the text only") {
  uLongf size = 100;
  std::string stream(size, '\0');
  const std::string sql = "AAA";
  compress(reinterpret_cast<Bytef*>(stream.data()), &size,
           reinterpret_cast<const Bytef*>(sql.data()), sql.size());
  stream.resize(size);
  const std::string body = query_body("d", "\x81\x03" + stream);
  const auto query =
      read_query_event(event_of(EventType::kQueryCompressed, body));
  REQUIRE(query.ok());
  CHECK(query->sql == "AAA");
}

TEST_CASE("query: LOAD DATA has more in front") {
  std::string body = query_body("d", "LOAD DATA INFILE 'x' INTO TABLE t");
  body.insert(13, std::string(13, 'f'));
  const auto query =
      read_query_event(event_of(EventType::kExecuteLoadQuery, body));
  REQUIRE(query.ok());
  CHECK(query->database == "d");
  CHECK_THAT(query->sql, Catch::StartsWith("LOAD DATA"));
}

TEST_CASE("query: every cut in front of the text is refused") {
  const std::string body = query_body("shop", "", "abc");
  for (size_t n = 0; n < body.size(); ++n) {
    CHECK(read_query_event(event_of(EventType::kQuery, body.substr(0, n)))
              .status()
              .code() == "S208");
  }
}

}  // namespace
}  // namespace millrace::mysql::test
