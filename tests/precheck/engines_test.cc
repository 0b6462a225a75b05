// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("engines: without transactions a warning, without rows an error") {
  const auto found = [](const std::string& engine) {
    Table table = test::orders_table();
    table.engine = engine;
    return test::Sample("", {table}).only(check_engines);
  };
  CHECK(found("InnoDB").code == "");
  CHECK(found("MyISAM").severity == Severity::kWarning);
  CHECK(found("FEDERATED").severity == Severity::kError);
  CHECK(found("BLACKHOLE").code == "P133");
}

}  // namespace millrace
