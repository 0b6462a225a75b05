// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

const char* const kWithoutAlter =
    R"("sync": {"stream": ["insert", "update", "delete"]})";

}  // namespace

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
  test::Sample sample(kWithoutAlter);
  sample.converge();
  auto& has = sample.input.target.table_privileges["shop.orders"];
  has = {"SELECT", "INSERT", "DELETE", "TRUNCATE"};
  CHECK(sample.only(check_target_grants).remedy ==
        "GRANT UPDATE ON \"shop\".\"orders\" TO \"millrace\"");
  has.insert("UPDATE");
  CHECK(sample.codes_of(check_target_grants) == "");
  sample.input.actual.tables[0].columns.pop_back();
  sample.settle();
  CHECK(sample.only(check_target_grants).message.find("own") !=
        std::string::npos);
}

// Tables of somebody else's, which are not millrace's to alter.
TEST_CASE("target grants: nothing is altered with schema false") {
  test::Sample sample(
      R"("sync": {"schema": false, "stream": ["insert", "delete"]})");
  sample.converge();
  auto& has = sample.input.target.table_privileges["shop.orders"];
  has = {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"};
  sample.input.actual.tables[0].columns.pop_back();
  sample.settle();
  REQUIRE(sample.input.difference.changes.size() == 1);
  CHECK(sample.codes_of(check_target_grants) == "");
  sample.input.target.schema_privileges["shop"] = {};
  const Finding found = sample.only(check_target_grants);
  CHECK(found.code == "P204");
  CHECK(found.remedy == "GRANT USAGE ON SCHEMA \"shop\" TO \"millrace\"");
}

TEST_CASE("target grants: emptying a table") {
  test::Sample sample("\"sync\": {\"on_existing\": \"clear\"}");
  sample.converge();
  auto& has = sample.input.target.table_privileges["shop.orders"];
  has = {"SELECT", "INSERT", "UPDATE", "DELETE"};
  const auto severity = [&] {
    std::vector<Finding> found;
    check_target_grants(sample.input, &found);
    REQUIRE(found.size() == 2);
    CHECK(found[0].remedy.find("GRANT TRUNCATE ON \"shop\".\"orders\"") == 0);
    // A statement of the source that alters it is another matter.
    CHECK(found[1].severity == Severity::kInfo);
    CHECK(found[1].message.find("an ALTER TABLE on the source stops") !=
          std::string::npos);
    return found[0].severity;
  };
  CHECK(severity() == Severity::kWarning);  // a TRUNCATE of the source's
  sample.input.actual.tables[0].has_rows = true;
  CHECK(severity() == Severity::kError);
  has.insert("TRUNCATE");
  CHECK(sample.only(check_target_grants).severity == Severity::kInfo);
  test::Sample quiet("\"sync\": {\"stream\": [\"insert\", \"delete\"]}");
  quiet.converge();
  quiet.input.target.table_privileges["shop.orders"] = {"SELECT", "INSERT",
                                                        "UPDATE", "DELETE"};
  CHECK(quiet.codes_of(check_target_grants) == "");
}

TEST_CASE("target grants: temporary tables of the stream") {
  test::Sample sample;
  sample.converge();
  sample.input.target.schema_privileges["pg_temp"] = {};
  const Finding found = sample.only(check_target_grants);
  CHECK(found.code == "P203");
  CHECK(found.severity == Severity::kWarning);
  CHECK(found.remedy ==
        "GRANT TEMPORARY ON DATABASE \"warehouse\" TO \"millrace\"");
  Column own = sample.input.actual.tables[0].columns.back();
  own.name = "mine";
  sample.input.actual.tables[0].columns.push_back(own);
  CHECK(sample.only(check_target_grants).severity == Severity::kError);
  test::Sample still("\"sync\": {\"stream\": []}");
  still.input.target.schema_privileges["pg_temp"] = {};
  CHECK(still.codes_of(check_target_grants) == "");
}

}  // namespace millrace
