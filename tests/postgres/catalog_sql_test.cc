// SPDX-License-Identifier: Apache-2.0
#include "postgres/catalog_sql.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("catalog sql: a schema's name cannot end its quotes") {
  Scope scope{{"it's", "b"}};
  CHECK(schemas_sql(scope).find("IN ('it''s', 'b')") != std::string::npos);
  CHECK(triggers_sql(scope).find("IN ('it''s', 'b')") != std::string::npos);
}

TEST_CASE("catalog sql: old servers are not asked for what they lack") {
  Flavor old;
  old.major = 9;
  CHECK(columns_sql({}, old).find("attgenerated") == std::string::npos);
  CHECK(columns_sql({}, old).find("attidentity") == std::string::npos);
  CHECK(indexes_sql({}, old).find("indnkeyatts") == std::string::npos);
  CHECK(tables_sql({}, old).find("partkeydef") == std::string::npos);
  old.major = 15;
  CHECK(columns_sql({}, old).find("attgenerated") != std::string::npos);
}
