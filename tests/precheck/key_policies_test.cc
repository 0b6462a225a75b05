// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string with_policy(const std::string& policy) {
  Table table = test::orders_table();
  table.columns[4].nullable = false;
  table.primary_key = test::key_on({"id", "status"});
  return test::Sample(R"("values": {)" + policy + "}", {table})
      .codes_of(check_key_policies);
}

}  // namespace

TEST_CASE("key policies: those that may change a text of the key") {
  CHECK(with_policy(R"("nul_byte": "strip")") == "P187");
  CHECK(with_policy(R"("invalid_text": "replace")") == "P187");
  CHECK(with_policy(R"("zero_date": "epoch")") == "");
  CHECK(with_policy(R"("nul_byte": "error")") == "");
}

}  // namespace millrace
