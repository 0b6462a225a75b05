// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target schema: what millrace may not make must be there") {
  test::Sample sample(R"("sync": {"schema": false})");
  const Finding missing = sample.only(check_target_schema);
  CHECK(missing.code == "P214");
  CHECK(missing.severity == Severity::kError);
  CHECK(missing.evidence.find("CREATE TABLE") != std::string::npos);
  sample.converge();
  CHECK(sample.codes_of(check_target_schema) == "");
  sample.input.actual.tables[0].comment = "";
  sample.source().catalog.tables[0].comment = "orders";
  sample.settle();
  CHECK(sample.only(check_target_schema).severity == Severity::kInfo);
}

}  // namespace millrace
