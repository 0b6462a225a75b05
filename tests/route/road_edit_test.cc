// SPDX-License-Identifier: Apache-2.0
#include "route/road_edit.h"

#include <catch2/catch.hpp>
#include <memory>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

Route route_of(const std::string& mapping) {
  static std::vector<std::unique_ptr<Plan>> plans;  // outlive the routes
  plans.push_back(std::make_unique<Plan>(
      test::shop_plan(R"("mappings": [{"match": "shop.*")" +
                      (mapping.empty() ? "" : ", " + mapping) + "}]")));
  return test::resolved(*plans.back(), {test::orders_table()}).routes[0];
}

RoadEdit edit(const std::string& then, const std::string& now) {
  const auto found = compare_shapes(route_of(then).shape_json(), route_of(now));
  REQUIRE(found.ok());
  return *found;
}

bool none(const RoadEdit& e) {
  return e.in_place() && e.left.empty() && e.without_effect.empty() &&
         e.renamed.empty();
}

}  // namespace

TEST_CASE("road edit: no edit is none, and wider types are none") {
  CHECK(none(edit("", "")));
  CHECK(none(edit("", R"("columns": {"note": {"type": "text"}})")));
  CHECK_FALSE(compare_shapes("{}", route_of("")).ok());
}

TEST_CASE("road edit: rows made another way are named field by field") {
  const auto conflict = [](const std::string& then, const std::string& now) {
    const RoadEdit e = edit(then, now);
    REQUIRE(e.conflicts.size() >= 1);
    return e.conflicts[0];
  };
  CHECK(conflict("", R"("where": "id > 5")") == R"(where: "" -> "id > 5")");
  CHECK(conflict(R"("columns": {"note": {"skip": true}})", "")
            .starts_with("column note is new"));
  CHECK(conflict("", R"("columns": {"note": {"to": "remark"}})")
            .find(R"("moved": [{"from": "note", "to": "remark"}])") !=
        std::string::npos);
  CHECK(conflict("", R"("primary_key": ["id", "total"])") ==
        "key: (id) -> (id, total)");
  CHECK(conflict(R"("add_columns": {"s": {"type": "text", "value": "a"}})",
                 R"("add_columns": {"s": {"type": "text", "value": "b"}})") ==
        R"(column s: "a" -> "b")");
}

TEST_CASE("road edit: a rename that is written down is in place") {
  const RoadEdit e = edit("", R"("columns": {"note": {"to": "remark"}},
                               "moved": [{"from": "note", "to": "remark"}])");
  CHECK(e.in_place());
  CHECK(e.renamed ==
        std::vector<std::pair<std::string, std::string>>{{"note", "remark"}});
  // ... and once it was carried out it may stay in the Plan.
  const std::string both = R"("columns": {"id": {"to": "k"}},
                              "moved": [{"from": "id", "to": "k"}])";
  CHECK(edit("", both).in_place());  // of a key, too
  CHECK(none(edit(both, both)));
}

TEST_CASE("road edit: a column that is left out, by its name of now") {
  CHECK(edit("", R"("columns": {"note": {"skip": true}})").left ==
        std::vector<std::string>{"note"});
  CHECK(edit(R"("columns": {"note": {"to": "n"}})",
             R"("columns": {"note": {"skip": true}},
                "moved": [{"from": "n", "to": "m"}])")
            .left == std::vector<std::string>{"m"});
}

TEST_CASE("road edit: a value policy counts where it had changed values") {
  const std::string null_dates = R"("values": {"zero_date": "null"})";
  CHECK(none(edit("", null_dates)));  // no row needed it so far
  CHECK(edit(null_dates, "").conflicts.size() == 1);
  const std::string no_dates = R"(, "columns": {"paid_at": {"skip": true}})";
  CHECK(none(edit(null_dates + no_dates, no_dates.substr(2))));
  CHECK(edit(R"("values": {"nul_byte": "strip"})", "").conflicts.size() == 1);
}

TEST_CASE("road edit: what the stream did not bring is never taken for there") {
  const auto stream = [](const std::string& ops) {
    return R"("sync": {"stream": [)" + ops + "]}";
  };
  CHECK(edit(stream(R"("insert")"), "").unfollowed.size() == 2);
  CHECK(edit(stream(""), "").unfollowed.size() == 3);
  CHECK(none(edit("", stream(""))));
  CHECK(edit(R"("sync": {"data": false})", "").unfollowed.size() == 1);
  CHECK(edit("", R"("sync": {"data": false})").without_effect.size() == 1);
  CHECK(edit("", R"("sync": {"on_existing": "clear"})").without_effect ==
        std::vector<std::string>{"sync.on_existing"});
}

}  // namespace millrace
