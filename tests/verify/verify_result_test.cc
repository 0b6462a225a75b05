// SPDX-License-Identifier: Apache-2.0
#include "verify/verify_result.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

TEST_CASE("verify result: equal needs every table compared and the same") {
  VerifyResult result;
  CHECK(result.equal());
  result.tables.resize(2);
  CHECK(result.equal());
  result.tables[1].extra = 1;
  CHECK_FALSE(result.equal());
  result.tables[1] = {};
  result.tables[1].error = "lost";
  CHECK_FALSE(result.equal());
  CHECK(result.failed());
  CHECK(std::string(difference_name(DifferenceKind::kExtra)) == "extra");
}

TEST_CASE("verify result: unsettled rows are no difference") {
  VerifyTable table;
  table.unsettled = 3;
  CHECK(table.equal());
}

}  // namespace
}  // namespace millrace
