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
  CatalogShape old;
  CHECK(columns_sql({}, old).find("attgenerated") == std::string::npos);
  CHECK(columns_sql({}, old).find("attidentity") == std::string::npos);
  CHECK(indexes_sql({}, old).find("indnkeyatts") == std::string::npos);
  CHECK(tables_sql({}, old).find("partkeydef") == std::string::npos);
  CHECK(tables_sql({}, old).find("relrowsecurity") == std::string::npos);
  CatalogShape modern{{"pg_attribute.attgenerated"}};
  CHECK(columns_sql({}, modern).find("attgenerated") != std::string::npos);
}

TEST_CASE("catalog sql: the distribution key in its two shapes") {
  CHECK(distribution_sql({}, {}).empty());
  const CatalogShape old{{"gp_distribution_policy.attrnums"}};
  CHECK(distribution_sql({}, old).find("y.attrnums[p.n]") != std::string::npos);
  CHECK(distribution_sql({}, old).find("policytype") == std::string::npos);
  const CatalogShape modern{
      {"gp_distribution_policy.distkey", "gp_distribution_policy.policytype"}};
  const std::string sql = distribution_sql({}, modern);
  CHECK(sql.find("y.distkey[p.n - 1]") != std::string::npos);
  CHECK(sql.find("y.policytype") != std::string::npos);
}
