// SPDX-License-Identifier: Apache-2.0
#include "verify/compare.h"

#include <catch2/catch.hpp>

#include "verify/roads.h"

namespace millrace {
namespace {

// Engines without a server behind them: what compare() itself must do is to
// report, per table, that nothing could be read.
class NoSource : public SourceEngine {
 public:
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    return gone();
  }
  Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint&) const override {
    return gone();
  }
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint&, const ChangeLogOptions&) const override {
    return gone();
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return gone();
  }

 private:
  static Status gone() { return Status::retry("connection refused"); }
};

class NoTarget : public TargetReading {
 public:
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    return gone();
  }
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint&) const override {
    return gone();
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return gone();
  }
  std::unique_ptr<Dialect> dialect(const Flavor&) const override {
    return nullptr;
  }

 private:
  static Status gone() { return Status::retry("connection refused"); }
};

TEST_CASE("compare: tables that cannot be read are reported, every one") {
  Plan plan;
  plan.name = "shop";
  plan.sources.resize(1);
  plan.sources[0].name = "eu";
  std::vector<Route> routes{test::sample_road("shop_1", "one"),
                            test::sample_road("shop_2", "two"),
                            test::sample_road("shop_3", "three")};
  routes[2].id.to.table = "archive";
  const Stop stop;
  const auto result = compare(plan, routes, NoSource(), NoTarget(), {}, stop);
  REQUIRE(result.ok());
  REQUIRE(result->tables.size() == 2);
  CHECK(result->tables[0].target.table == "archive");  // by name
  CHECK(result->tables[1].sources ==
        std::vector<std::string>{"eu.shop_1.orders", "eu.shop_2.orders"});
  CHECK_FALSE(result->equal());
  CHECK(result->failed());
  CHECK(result->tables[0].error.find("connection refused") !=
        std::string::npos);
}

TEST_CASE("compare: a stop before a table is no result") {
  Plan plan;
  Stop stop;
  stop.request(StopReason::kSignal);
  CHECK_FALSE(compare(plan, {test::sample_road("a", "b")}, NoSource(),
                      NoTarget(), {}, stop)
                  .ok());
}

}  // namespace
}  // namespace millrace
