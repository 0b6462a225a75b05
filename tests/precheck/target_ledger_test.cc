// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/questions.h"
#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target ledger: somebody else's schema has to be open to us") {
  test::Sample sample;
  ServerFacts& target = sample.input.target;
  CHECK(sample.codes_of(check_target_ledger) == "");
  target.schema_privileges["millrace"] = {"USAGE"};
  CHECK(sample.codes_of(check_target_ledger) == "P233");
  target.schema_privileges["millrace"] = {"USAGE", "CREATE"};
  CHECK(sample.codes_of(check_target_ledger) == "");
  target.table_privileges["millrace.roads"] = {"SELECT"};
  CHECK(sample.codes_of(check_target_ledger) == "P233");
  target.table_privileges["millrace.roads"] = {"OWNER"};
  CHECK(sample.codes_of(check_target_ledger) == "");
  target.schema_privileges["millrace"] = {};
  target.is_superuser = true;
  CHECK(sample.codes_of(check_target_ledger) == "");
}

TEST_CASE("target ledger: it is read only by who may") {
  ServerFacts target = test::good_target();
  CHECK(may_read_ledger(target));
  target.schema_privileges["millrace"] = {};
  CHECK_FALSE(may_read_ledger(target));
  target.schema_privileges["millrace"] = {"USAGE"};
  CHECK(may_read_ledger(target));
  target.table_privileges["millrace.plans"] = {"INSERT"};
  CHECK_FALSE(may_read_ledger(target));
  target.is_superuser = true;
  CHECK(may_read_ledger(target));
}

}  // namespace millrace
