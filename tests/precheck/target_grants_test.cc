// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target grants: new schemas, and the ledger's own") {
  test::Sample sample;
  sample.input.target.can_create_in_database = false;
  const Finding found = sample.only(check_target_grants);
  CHECK(found.code == "P203");
  CHECK(found.message.find("shop, millrace") != std::string::npos);
  CHECK(found.remedy ==
        "GRANT CREATE ON DATABASE \"warehouse\" TO \"millrace\"");
  sample.input.target.is_superuser = true;
  CHECK(sample.codes_of(check_target_grants) == "");
}

TEST_CASE("target grants: tables in a schema that is there") {
  test::Sample sample;
  sample.input.actual.schemas = {"shop"};
  sample.input.target.schema_privileges["shop"] = {"USAGE"};
  sample.settle();
  CHECK(sample.only(check_target_grants).code == "P204");
}

TEST_CASE("target grants: writing to a table, and altering it") {
  test::Sample sample;
  sample.converge();
  auto& has = sample.input.target.table_privileges["shop.orders"];
  has = {"SELECT", "INSERT", "DELETE"};
  CHECK(sample.only(check_target_grants).remedy ==
        "GRANT UPDATE ON \"shop\".\"orders\" TO \"millrace\"");
  has.insert("UPDATE");
  CHECK(sample.codes_of(check_target_grants) == "");
  sample.input.actual.tables[0].columns.pop_back();
  sample.settle();
  CHECK(sample.only(check_target_grants).message.find("own") !=
        std::string::npos);
}

}  // namespace millrace
