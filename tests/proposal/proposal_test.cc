// SPDX-License-Identifier: Apache-2.0
#include "proposal/proposal.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("proposal: actions have the names that the contract gives them") {
  CHECK(std::string(action_name(Action::kCreateSchema)) == "create_schema");
  CHECK(std::string(action_name(Action::kClearTable)) == "clear_table");
  CHECK(std::string(action_name(Action::kForgetTable)) == "forget_table");
}

}  // namespace millrace
