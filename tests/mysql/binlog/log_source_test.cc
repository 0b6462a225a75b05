// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/log_source.h"

#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

TEST_CASE("log source: flavour, names and character sets are asked for") {
  for (const Endpoint& endpoint : all_servers()) {
    auto session = Session::open(endpoint);
    REQUIRE(session.ok());
    const auto source = ask_log_source(**session);
    REQUIRE(source.status().message() == "");
    INFO(source->flavor.version);
    CHECK(source->is_mariadb() == source->server_uuid.empty());
    CHECK_FALSE(source->folds_names);
    CHECK(source->charsets.at(8) == "latin1");
    CHECK(source->charsets.at(33) == "utf8mb3");
    CHECK(source->charsets.at(63) == "binary");
    CHECK(source->collations.at(8) == "latin1_swedish_ci");
    CHECK(source->collation_charsets.at("utf8mb4_bin") == "utf8mb4");
    for (const char* charset : {"utf8mb4", "utf8mb3", "latin1"}) {
      CHECK(source->default_collations.contains(charset));
    }
  }
}

TEST_CASE("log source: utf8 is another name of utf8mb3") {
  CHECK(canonical_charset("utf8") == "utf8mb3");
  CHECK(canonical_charset("utf8mb4") == "utf8mb4");
}

}  // namespace
}  // namespace millrace::mysql::test
