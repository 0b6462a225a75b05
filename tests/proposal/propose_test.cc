// SPDX-License-Identifier: Apache-2.0
#include "proposal/propose.h"

#include <catch2/catch.hpp>

#include "postgres/dialect.h"
#include "support/sample_resolution.h"

namespace millrace {
namespace {

// Servers that nobody answers for.
class NoSource : public SourceEngine {
 public:
  Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const override {
    return Status::retry(endpoint.name + " does not answer");
  }
  Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint&) const override {
    return Status::broken("not asked for");
  }
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint&, const ChangeLogOptions&) const override {
    return Status::broken("not asked for");
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return Status::broken("not asked for");
  }
};

class NoTarget : public TargetReading {
 public:
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    return Status::retry("the target does not answer");
  }
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint&) const override {
    return Status::retry("the target does not answer");
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return Status::broken("not asked for");
  }
  std::unique_ptr<Dialect> dialect(const Flavor& flavor) const override {
    return std::make_unique<PostgresDialect>(flavor);
  }
};

}  // namespace

TEST_CASE("propose: one run names every server that cannot be read") {
  Plan plan = test::shop_plan();
  PlanEndpoint second = plan.sources[0];
  second.name = "us";
  plan.sources.push_back(second);
  ProposeOptions options;
  options.today = "2026-06-01";
  const auto proposal = propose(plan, NoSource(), NoTarget(), options);
  REQUIRE(proposal.ok());
  CHECK(test::codes(proposal->findings) == "P100 P100 P200");
  CHECK(proposal->findings[0].object == "eu");
  CHECK(proposal->findings[1].object == "us");
  CHECK_FALSE(proposal->applyable());
}

}  // namespace millrace
