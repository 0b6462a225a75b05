// SPDX-License-Identifier: Apache-2.0
#include "report/forecast_text.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {

TEST_CASE("forecast text: tables that fare alike stand together") {
  const Plan plan = test::sample_plan();
  Proposal p = test::sample_proposal(plan);
  CHECK(forecast_text(p, Paint(false)).empty());
  for (const char* name : {"eu.a", "eu.b"}) {
    p.forecast.push_back({name,
                          {{SourceDdl::kAddColumn, DdlAnswer::kStop, {}},
                           {SourceDdl::kTruncate, DdlAnswer::kStop, {}}}});
  }
  p.forecast.push_back(
      {"eu.c", {{SourceDdl::kAddColumn, DdlAnswer::kNotFollowed, {}}}});
  p.forecast.push_back(
      {"eu.d", {{SourceDdl::kTruncate, DdlAnswer::kReplay, {"TRUNCATE d"}}}});
  const std::string text = forecast_text(p, Paint(false));
  CHECK(text.find("  eu.a, eu.b\n      ADD COLUMN, TRUNCATE: the stream stops "
                  "before it (S201)\n") != std::string::npos);
  CHECK(text.find("  eu.c\n      ADD COLUMN: not seen") != std::string::npos);
  CHECK(text.find("  eu.d\n      TRUNCATE: replayed in its place\n        "
                  "TRUNCATE d;\n") != std::string::npos);
}

}  // namespace millrace
