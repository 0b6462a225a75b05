// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"
#include "proposal/propose.h"

namespace millrace {

TEST_CASE("assemble: routes are fitted to the target as it will be") {
  test::Sample sample;
  sample.converge();
  Table& there = sample.input.actual.tables[0];
  there.columns[0].native = "integer";  // widened by the proposal
  there.columns[1].native = "text";     // kept
  there.columns.push_back(test::varchar_column("mine", 5));
  there.indexes = {test::index_on("u", {"status"}, true)};
  const Proposal proposal = assemble(sample.input, {});
  const Route& route = proposal.routes[0];
  CHECK(route.columns[0].native == "bigint");
  CHECK(route.columns[1].native == "text");
  CHECK(route.unwritten_columns);
  CHECK(route.unique_keys == std::vector<std::vector<size_t>>{{4}});
}

TEST_CASE("assemble: a server that was not read blocks, the rest is told") {
  test::Sample sample;
  sample.input.target_read = false;
  Finding unread;
  unread.code = "P200";
  unread.severity = Severity::kError;
  const Proposal proposal = assemble(sample.input, {unread});
  CHECK_FALSE(proposal.applyable());
  CHECK(test::codes(proposal.findings) == "P200");
  CHECK_FALSE(proposal.changes.empty());
}

}  // namespace millrace
