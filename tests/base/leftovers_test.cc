// SPDX-License-Identifier: Apache-2.0
#include "base/leftovers.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("leftovers: taken once, by the server they are on") {
  Leftovers list;
  CHECK_FALSE(list.any());
  list.note("a", 1);
  list.note("b", 2);
  list.note("a", 3);
  CHECK(list.take("a") == std::vector<uint64_t>{1, 3});
  CHECK(list.take("a").empty());
  CHECK(list.any());
  CHECK(list.take("b") == std::vector<uint64_t>{2});
  CHECK(list.take("c").empty());
  CHECK_FALSE(list.any());
  CHECK(&Leftovers::here() == &Leftovers::here());
}

}  // namespace millrace
