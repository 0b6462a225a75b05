// SPDX-License-Identifier: Apache-2.0
#include "postgres/identifiers.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/postgres_server.h"

using namespace millrace;

TEST_CASE("identifiers: evil names reach the catalog as they are") {
  auto& server = test::PostgresServer::shared();
  std::string database = server.new_database();
  for (std::string name :
       {"plain", "a\"b", "\"", "x'; DROP TABLE y; --", "select", "UPPER",
        "new\nline", "ümläut", "$1", "back\\slash", " "}) {
    server.run(cat("DROP TABLE IF EXISTS ", quote_name(name), "; CREATE TABLE ",
                   quote_name(name), " (", quote_name(name), " int)"),
               database);
    INFO(name);
    CHECK(server.value(cat("SELECT attname FROM pg_attribute a JOIN pg_class "
                           "c ON c.oid = attrelid WHERE attnum = 1 AND "
                           "relname = ",
                           quote_text(name)),
                       database) == name);
  }
}

TEST_CASE("identifiers: long names are cut between characters") {
  std::string euros;
  for (int i = 0; i < 30; ++i) euros += "€";
  for (size_t extra = 0; extra < 4; ++extra) {
    std::string name = std::string(extra, 'x') + euros;
    std::string fitted = fit_name(name);
    CHECK(fitted.size() <= kNameBytes);
    CHECK(valid_utf8_prefix(fitted) == fitted.size());
    CHECK(fitted != fit_name(name + "y"));
    CHECK(fitted == fit_name(name));
  }
  std::string exact(kNameBytes, 'a');
  CHECK(fit_name(exact) == exact);
}
