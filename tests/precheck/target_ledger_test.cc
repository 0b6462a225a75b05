// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

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

}  // namespace millrace
