// SPDX-License-Identifier: Apache-2.0
#include "model/online_change.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("online change: the names that the two tools give") {
  const auto of = [](const char* name) {
    const auto found = helper_table(name);
    return found ? found->of : "none";
  };
  CHECK(of("_orders_gho") == "orders");
  CHECK(of("_orders_ghc") == "orders");
  CHECK(of("__orders_new") == "orders");
  CHECK(of("_my_orders_old") == "my_orders");
  CHECK(of("orders_gho") == "none");
  CHECK(of("_orders") == "none");
  CHECK(of("__gho") == "none");
  CHECK(of("_new") == "none");
  CHECK(of("") == "none");
  CHECK(helper_table("_a_gho")->in_progress());
  CHECK(helper_table("_a_ghc")->role == HelperTable::Role::kNotes);
  CHECK_FALSE(helper_table("_a_del")->in_progress());
  CHECK(std::string(helper_table("_a_new")->tool) == "pt-online-schema-change");
}

TEST_CASE("online change: gh-ost can add the moment to what is put aside") {
  const auto stamped = helper_table("_orders_20240131120000_del");
  REQUIRE(stamped);
  CHECK(stamped->is_of("orders"));
  CHECK(stamped->is_of("orders_20240131120000"));
  CHECK_FALSE(stamped->is_of("order"));
  CHECK_FALSE(helper_table("_orders_2024_del")->is_of("orders"));
  CHECK_FALSE(helper_table("_orders_20240131120000_gho")->is_of("orders"));
  CHECK_FALSE(helper_table("_20240131120000_del")->is_of(""));
}

}  // namespace millrace
