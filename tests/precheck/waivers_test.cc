// SPDX-License-Identifier: Apache-2.0
#include "precheck/waivers.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/sample_resolution.h"

namespace millrace {
namespace {

Waiver waiver(const std::string& code, const std::string& object) {
  Waiver w;
  w.code = code;
  w.object = object;
  w.reason = "known";
  return w;
}
Finding finding(const std::string& code, const std::string& object) {
  Finding f;
  f.code = code;
  f.object = object;
  f.severity = Severity::kError;
  return f;
}

}  // namespace

TEST_CASE("waivers: an object covers what lies in it, a glob what it says") {
  const Finding index = finding("P131", "eu.shop.orders.idx");
  CHECK(covers(waiver("P131", "eu.shop.orders.idx"), index));
  CHECK(covers(waiver("P131", "eu.shop.orders"), index));
  CHECK(covers(waiver("P131", "eu.*.idx"), index));
  CHECK_FALSE(covers(waiver("P131", "eu.shop.order"), index));
  CHECK_FALSE(covers(waiver("P132", "eu.shop.orders"), index));
}

TEST_CASE("waivers: one that ended no longer counts and is named") {
  Plan plan;
  plan.waivers = {waiver("P131", "eu.*")};
  plan.waivers[0].until = "2026-05-31";
  std::vector<Finding> findings = {finding("P131", "eu.shop.orders.i")};
  apply_waivers(plan, "2026-06-01", true, true, &findings);
  CHECK(test::codes(findings) == "P131 P190");
  CHECK(blocks(findings));
  findings.resize(1);
  apply_waivers(plan, "2026-05-31", true, true, &findings);  // its last day
  CHECK_FALSE(blocks(findings));
}

TEST_CASE("waivers: what cannot be carried out cannot be waived") {
  Plan plan;
  for (const char* code : {"P128", "P130"}) {
    plan.waivers = {waiver(code, "*")};
    std::vector<Finding> findings = {finding(code, "eu.shop.orders.x")};
    apply_waivers(plan, "2026-06-01", true, true, &findings);
    CHECK(test::codes(findings) == cat(code, " P191"));
    CHECK(blocks(findings));
  }
}

TEST_CASE("waivers: one that matches nothing is named, with what is near") {
  Plan plan;
  plan.waivers = {waiver("P131", "eu.shop.orders.idx_note")};
  std::vector<Finding> findings = {finding("P131", "eu.shop.orders.idx_nots")};
  apply_waivers(plan, "2026-06-01", true, false, &findings);
  REQUIRE(findings.size() == 2);
  CHECK(findings[1].code == "P189");
  CHECK(findings[1].severity == Severity::kInfo);
  CHECK(findings[1].remedy.find("eu.shop.orders.idx_nots") !=
        std::string::npos);
  findings.resize(1);
  apply_waivers(plan, "2026-06-01", false, false, &findings);  // unread
  CHECK(findings.size() == 1);
}

TEST_CASE("waivers: a code of no finding is a warning") {
  Plan plan;
  plan.waivers = {waiver("P999", "eu.*")};
  std::vector<Finding> findings;
  apply_waivers(plan, "2026-06-01", true, false, &findings);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "P189");
  CHECK(findings[0].severity == Severity::kWarning);
}

TEST_CASE("waivers: what only a scan finds is not missed without one") {
  Plan plan;
  plan.waivers = {waiver("P151", "eu.*")};
  std::vector<Finding> findings;
  apply_waivers(plan, "2026-06-01", true, false, &findings);
  CHECK(findings.empty());
  apply_waivers(plan, "2026-06-01", true, true, &findings);
  CHECK(test::codes(findings) == "P189");
}

TEST_CASE("waivers: findings are sorted and stand once") {
  std::vector<Finding> findings = {finding("P131", "b"), finding("P131", "a"),
                                   finding("P131", "b"), finding("P102", "z")};
  findings[3].severity = Severity::kInfo;
  sort_findings(&findings);
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].object == "a");
  CHECK(findings[2].code == "P102");
}

}  // namespace millrace
