// SPDX-License-Identifier: Apache-2.0
#include "route/moved.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

Resolution with(const std::string& members) {
  static std::vector<std::unique_ptr<Plan>> plans;  // outlive the routes
  plans.push_back(std::make_unique<Plan>(test::shop_plan(
      R"("mappings": [{"match": "shop.*", )" + members + "}]")));
  return test::resolved(*plans.back(), {test::orders_table()});
}

}  // namespace

TEST_CASE("moved: a chain gives the earlier names, latest first") {
  const Resolution r = with(
      R"("to": {"schema": "c", "table": "t"},
         "moved": [{"from": {"schema": "shop", "table": "$table"},
                    "to": {"schema": "b", "table": "t"}},
                   {"from": {"schema": "b", "table": "t"},
                    "to": {"table": "t"}},
                   {"from": "x", "to": "y"}, {"from": "y", "to": "note"}])");
  CHECK(r.routes[0].earlier ==
        std::vector<QualifiedName>{{"b", "t"}, {"shop", "orders"}});
  CHECK(earlier_columns(r.routes[0].mapping, "note") ==
        std::vector<std::string>{"y", "x"});
  CHECK(earlier_columns(r.routes[0].mapping, "id").empty());
  CHECK(earlier_columns(nullptr, "id").empty());
  CHECK(test::find(r.findings, "P286") == nullptr);
}

TEST_CASE("moved: an entry that leads elsewhere is told") {
  const Resolution r = with(R"("moved": [{"from": {"table": "a"},
                                          "to": {"table": "b"}}])");
  CHECK(r.routes[0].earlier.empty());
  CHECK(test::find(r.findings, "P286") != nullptr);
}

}  // namespace millrace
