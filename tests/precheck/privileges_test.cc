// SPDX-License-Identifier: Apache-2.0
#include "precheck/privileges.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("privileges: on everything, a database, a pattern, a table") {
  const QualifiedName orders{"shop_1", "orders"};
  const auto has = [&](const std::string& schema, const std::string& table) {
    return has_on_table({{schema, table, {"SELECT"}, false}}, orders, "SELECT");
  };
  CHECK(has("*", "*"));
  CHECK(has("shop_1", "*"));
  CHECK(has("shop\\_%", "*"));
  CHECK(has("shop_1", "orders"));
  CHECK_FALSE(has("shop_1", "customers"));
  CHECK_FALSE(has("shop\\_2", "*"));
  CHECK_FALSE(
      has_on_table({{"*", "*", {"SELECT (`A`)"}, false}}, orders, "SELECT"));
  CHECK(
      has_on_table({{"*", "*", {"ALL PRIVILEGES"}, false}}, orders, "SELECT"));
}

TEST_CASE("privileges: a partial revoke takes from the server-wide grant") {
  const std::vector<Grant> grants = {{"*", "*", {"SELECT"}, false},
                                     {"shop", "*", {"SELECT"}, true}};
  CHECK_FALSE(has_on_table(grants, {"shop", "orders"}, "SELECT"));
  CHECK(has_on_table(grants, {"other", "orders"}, "SELECT"));
}

TEST_CASE("privileges: accounts and names are quoted") {
  CHECK(quoted_account("millrace@%") == "'millrace'@'%'");
  CHECK(quoted_account("a@b@10.0.0.%") == "'a@b'@'10.0.0.%'");
  CHECK(quoted_account("o'x@h") == "'o''x'@'h'");
  CHECK(backquoted("a`b") == "`a``b`");
}

}  // namespace millrace
