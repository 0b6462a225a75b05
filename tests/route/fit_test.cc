// SPDX-License-Identifier: Apache-2.0
#include "route/fit.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

struct Fitted {
  Fitted() : plan(test::shop_plan()) {
    Resolution resolution = test::resolved(plan, {test::orders_table()});
    route = resolution.routes.at(0);
    actual = resolution.desired.tables.at(0);
  }
  const Route& fit() {
    fit_to_target(actual, &route);
    return route;
  }

  Plan plan;
  Route route;
  Table actual;
};

}  // namespace

TEST_CASE("fit: a target as it is desired changes nothing") {
  Fitted fitted;
  const std::string before = fitted.route.shape_json();
  CHECK(fitted.fit().shape_json() == before);
  CHECK_FALSE(fitted.route.unwritten_columns);
  CHECK(fitted.route.unique_keys.empty());
}

TEST_CASE("fit: a column that is kept is written in its own type") {
  Fitted fitted;
  fitted.actual.columns[1].native = "text";
  CHECK(fitted.fit().columns[1].native == "text");
  Fitted lacks;
  const std::string native = lacks.route.columns[1].native;
  lacks.actual.columns.erase(lacks.actual.columns.begin() + 1);
  CHECK(lacks.fit().columns[1].native == native);
}

TEST_CASE("fit: columns that nobody writes are known") {
  Fitted fitted;
  fitted.actual.columns.push_back(test::integer_column("own"));
  CHECK(fitted.fit().unwritten_columns);
}

TEST_CASE("fit: whatever else the target keeps unique is known") {
  Fitted plain;
  CHECK_FALSE(plain.fit().shape().other_unique);
  Fitted key;
  key.actual.indexes.push_back(test::index_on("key", {"id"}, true));
  CHECK_FALSE(key.fit().shape().other_unique);
  Fitted primary;  // a unique index has the key, the primary key is another
  primary.actual.primary_key = test::key_on({"status"});
  primary.actual.indexes.push_back(test::index_on("key", {"id"}, true));
  CHECK(primary.fit().shape().other_unique);
  Fitted computed;
  Index of_expression;
  of_expression.name = "lower";
  of_expression.unique = true;
  of_expression.columns.push_back({"", "lower(note)", 0, false});
  computed.actual.indexes.push_back(of_expression);
  CHECK(computed.fit().shape().other_unique);
  Fitted partial;
  partial.actual.indexes.push_back(test::index_on("part", {"total"}, true));
  partial.actual.indexes.back().predicate = "total > 0";
  CHECK(partial.fit().shape().other_unique);
}

TEST_CASE("fit: unique indexes of the target count, once, as they hold") {
  Fitted fitted;
  const auto add = [&](const char* name, std::vector<std::string> columns) {
    fitted.actual.indexes.push_back(
        test::index_on(name, std::move(columns), true));
    return &fitted.actual.indexes.back();
  };
  add("u", {"status", "note"});
  add("same", {"status", "note"});
  add("key", {"id"});       // says no more than the key
  add("foreign", {"own"});  // of a column that is not written
  add("partial", {"total"})->predicate = "total > 0";
  add("broken", {"paid_at"})->valid = false;
  fitted.actual.indexes.push_back(test::index_on("plain", {"total"}));
  CHECK(fitted.fit().unique_keys == std::vector<std::vector<size_t>>{{4, 1}});
  CHECK(fitted.fit().unique_keys.size() == 1);
}

}  // namespace millrace
