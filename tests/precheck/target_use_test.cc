// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string used_by(TableUse::Kind kind, const std::string& table,
                    const std::string& who) {
  test::Sample sample;
  sample.input.target.in_use = {{table, who, kind}};
  return sample.codes_of(check_target_use);
}

}  // namespace

TEST_CASE("target use: sessions, subscriptions and other Plans are named") {
  using Kind = TableUse::Kind;
  CHECK(used_by(Kind::kSession, "shop.orders", "session 7 of app") == "P234");
  CHECK(used_by(Kind::kSession, "shop.others", "session 7 of app") == "");
  CHECK(used_by(Kind::kSubscription, "shop.orders", "sub") == "P234");
  CHECK(used_by(Kind::kPlan, "shop.orders", "other") == "P236");
  CHECK(used_by(Kind::kPlan, "shop.orders", "shop") == "");  // this one
}

TEST_CASE("target use: sources that meet in a table of a cluster") {
  test::Sample sample;
  Route second = sample.input.resolution.routes[0];
  second.id.source = "us";
  sample.input.resolution.routes.push_back(second);
  CHECK(sample.codes_of(check_target_use) == "");
  sample.input.target.flavor.kind = FlavorKind::kGreenplum;
  CHECK(sample.codes_of(check_target_use) == "P335");
  sample.input.target.settings["gp_enable_global_deadlock_detector"] = "on";
  CHECK(sample.codes_of(check_target_use) == "");
  sample.input.target.settings.clear();
  sample.input.resolution.routes[1].id.source = "eu";
  CHECK(sample.codes_of(check_target_use) == "");
}

}  // namespace millrace
