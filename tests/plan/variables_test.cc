// SPDX-License-Identifier: Apache-2.0
#include "plan/variables.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

Result<std::string> expanded(const std::string& text) {
  return expand_variables(text, {"eu", "shop_7", "orders", {"7", "", "$1"}});
}

}  // namespace

TEST_CASE("variables: each is replaced, the rest stays") {
  CHECK(*expanded("$source.$database.$table") == "eu.shop_7.orders");
  CHECK(*expanded("s$1$2-$table_old") == "s7-orders_old");
  CHECK(*expanded("plain") == "plain");
  CHECK(*expanded("") == "");
  CHECK(*expanded("a$$b$$$1") == "a$b$7");
}

TEST_CASE("variables: what was put in is not looked at again") {
  CHECK(*expanded("$3") == "$1");
}

TEST_CASE("variables: unknown ones are refused, not left standing") {
  for (const char* bad : {"$4", "$0", "$", "a$", "$sourc", "$ 1", "$Table",
                          "$99999999999999999999999"}) {
    INFO(bad);
    CHECK(expanded(bad).status().code() == "P013");
  }
}
