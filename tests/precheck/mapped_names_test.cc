// SPDX-License-Identifier: Apache-2.0
#include "precheck/mapped_names.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

const char* kMapped =
    R"("mappings": [{"match": "*.*", "columns": {"remark": {"to": "said"}}}])";

// A source whose column `remark` has become `note`, which the stream has
// replayed; `shape` is what the ledger has then.
std::vector<Finding> after_rename(const std::string& shape) {
  test::Sample sample(kMapped);
  const Route& route = sample.input.resolution.routes[0];
  AppliedTable applied;
  applied.desired.name = route.id.to;
  applied.roads = {{route.id.source, route.id.from, route.source_table, shape}};
  sample.input.ledger.add_table(applied);
  std::vector<Finding> findings = sample.input.resolution.findings;
  Finding follows;
  follows.code = "P208";
  follows.object = "target.shop.orders.said";
  findings.push_back(follows);
  word_renamed_columns(sample.input, &findings);
  return findings;
}

TEST_CASE("mapped names: the name that the source has now is the remedy") {
  const auto findings =
      after_rename(R"({"columns": [{"name": "said", "source": "note"}]})");
  REQUIRE(findings.size() == 1);  // and what follows from it is not said
  CHECK(findings[0].code == "P123");
  CHECK(findings[0].severity == Severity::kError);
  CHECK(findings[0].message.find("has renamed column remark to note") !=
        std::string::npos);
  CHECK(findings[0].remedy.find(R"(write "note": {"to": "said")") == 0);
}

TEST_CASE("mapped names: a name that never was one stays a mistake") {
  for (const char* shape :
       {"", "{}", R"({"columns": [{"name": "said", "source": "gone"}]})",
        R"({"columns": [{"name": "note", "source": "note"}]})"}) {
    INFO(shape);
    const auto findings = after_rename(shape);
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].remedy.find("write") == std::string::npos);
  }
}

}  // namespace
}  // namespace millrace
