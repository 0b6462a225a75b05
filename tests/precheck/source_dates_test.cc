// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string with_mode(const std::string& mode, const std::string& plan = "") {
  test::Sample sample(plan);
  sample.source().facts.settings["sql_mode"] = mode;
  return sample.codes_of(check_source_dates);
}

}  // namespace

TEST_CASE("source dates: every way to let them in is seen") {
  const std::string all = "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE";
  CHECK(with_mode(all) == "");
  CHECK(with_mode("TRADITIONAL,STRICT_ALL_TABLES") == "");
  CHECK(with_mode(all + ",ALLOW_INVALID_DATES") == "P164");
  CHECK(with_mode("STRICT_TRANS_TABLES,NO_ZERO_DATE") == "P164");
  CHECK(with_mode("STRICT_TRANS_TABLES,NO_ZERO_IN_DATE") == "P164");
  CHECK(with_mode("NO_ZERO_DATE,NO_ZERO_IN_DATE") == "P164");
}

TEST_CASE("source dates: a policy or no stream makes it no matter") {
  CHECK(with_mode("ANSI", R"("values": {"zero_date": "null"})") == "");
  CHECK(with_mode("ANSI", R"("sync": {"stream": []})") == "");
}

}  // namespace millrace
