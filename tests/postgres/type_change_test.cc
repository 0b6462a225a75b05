// SPDX-License-Identifier: Apache-2.0
#include "postgres/type_change.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/postgres_server.h"

using namespace millrace;

namespace {

// The file a table's rows are in: another one after a rewrite.
std::string file_after(const std::string& sql, const std::string& database) {
  auto& server = test::PostgresServer::shared();
  return server.value(sql + "; SELECT pg_relation_filenode('t')", database);
}

}  // namespace

TEST_CASE("type change: safe ones leave the rows where they are") {
  std::string database = test::PostgresServer::shared().new_database();
  const char* pairs[][2] = {
      {"character varying(5)", "character varying(9)"},
      {"character varying(5)", "text"},
      {"numeric(10,2)", "numeric(12,2)"},
      {"numeric(10,2)", "numeric"},
      {"timestamp(0) without time zone", "timestamp(6) without time zone"},
      {"interval(0)", "interval(3)"},
      {"integer", "bigint"},
      {"numeric(10,2)", "numeric(14,4)"},
      {"json", "jsonb"}};
  for (auto& [from, to] : pairs) {
    INFO(from << " to " << to);
    std::string before = file_after(
        cat("DROP TABLE IF EXISTS t; CREATE TABLE t (c ", from, ")"), database);
    std::string after =
        file_after(cat("ALTER TABLE t ALTER c TYPE ", to), database);
    auto risk = type_change_risk(parse_native(from), parse_native(to));
    REQUIRE(risk);
    CHECK(*risk == (before == after ? Risk::kSafe : Risk::kRewrites));
  }
}
