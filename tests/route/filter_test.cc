// SPDX-License-Identifier: Apache-2.0
#include "route/filter.h"

#include <catch2/catch.hpp>
#include <optional>
#include <random>

#include "support/sample_schema.h"

namespace millrace {
namespace {

using test::column;
using test::integer_column;
using test::varchar_column;

Table sample() {
  Table t;
  t.name = {"shop", "t"};
  t.columns = {integer_column("n"),
               varchar_column("s", 20),
               test::datetime_column("d", 3),
               column("t", TypeKind::kTime, "time"),
               column("b", TypeKind::kBit, "bit(8)"),
               column("g", TypeKind::kGeometry, "point")};
  return t;
}

bool keeps(const std::string& where, const std::vector<const char*>& values) {
  const Table table = sample();
  const Result<Filter> filter = Filter::parse(where, table);
  if (!filter.ok()) FAIL(filter.status().message());
  std::vector<Cell> row;
  for (const char* v : values) row.push_back(v ? Cell::of(v) : Cell::null());
  row.resize(table.columns.size());
  return filter->keeps(row);
}

std::string refusal(const std::string& where) {
  const Result<Filter> filter = Filter::parse(where, sample());
  return filter.ok() ? "" : filter.status().message();
}

}  // namespace

TEST_CASE("filter: no filter keeps every row") {
  CHECK(keeps("", {nullptr}));
  CHECK(keeps("  ", {nullptr}));
}

TEST_CASE("filter: numbers by value, text by bytes") {
  CHECK(keeps("n = 10.0", {"10"}));
  CHECK(keeps("n > 9", {"10"}));
  CHECK(keeps("n > '9'", {"10"}));
  CHECK(keeps("s > '9'", {"0", "a"}));
  CHECK_FALSE(keeps("s = 'ABC'", {"0", "abc"}));
  CHECK_FALSE(keeps("s = 'a'", {"0", "a "}));
  CHECK(keeps("b = 5", {"0", "", "", "", "00000101"}));
}

TEST_CASE("filter: unknown is not true, and not of unknown is unknown") {
  CHECK_FALSE(keeps("s <> 'draft'", {"1", nullptr}));
  CHECK_FALSE(keeps("not s = 'draft'", {"1", nullptr}));
  CHECK(keeps("s is null", {"1", nullptr}));
  CHECK(keeps("s is null or s <> 'draft'", {"1", nullptr}));
  CHECK_FALSE(keeps("s is not null", {"1", nullptr}));
  CHECK_FALSE(keeps("n not in (2, null)", {"1"}));
  CHECK(keeps("n in (1, null)", {"1"}));
  CHECK(keeps("n = 1 or s = 'x'", {"1", nullptr}));
}

TEST_CASE("filter: between, in and like, and their negations") {
  CHECK(keeps("n between 1 and 3", {"3"}));
  CHECK_FALSE(keeps("n not between 1 and 3", {"3"}));
  CHECK(keeps("s like 'a%' and n in (1,2)", {"2", "abc"}));
  CHECK(keeps("s not like 'b%'", {"2", "abc"}));
}

TEST_CASE("filter: dates and times by their place in time") {
  const char* noon = "2024-01-31 12:00:00.000";
  CHECK(keeps("d >= '2024-01-31'", {"0", "", noon}));
  CHECK(keeps("d = '2024-01-31 12:00:00'", {"0", "", noon}));
  CHECK_FALSE(keeps("d < '2024-01-31'", {"0", "", noon}));
  CHECK(keeps("t > '99:00:00'", {"0", "", "", "100:00:00"}));
  CHECK(keeps("t < '-01:00:00'", {"0", "", "", "-02:00:00"}));
  CHECK_FALSE(keeps("t > '-01:00:00'", {"0", "", "", "-02:00:00"}));
}

TEST_CASE("filter: and binds before or, not before both") {
  CHECK(keeps("n = 1 or n = 2 and n = 3", {"1"}));
  CHECK_FALSE(keeps("(n = 1 or n = 2) and n = 3", {"1"}));
  CHECK(keeps("not n = 2 and n = 1", {"1"}));
}

TEST_CASE("filter: what cannot be compared is refused") {
  CHECK(refusal("s = 5").find("quotes") != std::string::npos);
  CHECK(refusal("n = 'five'").find("numbers") != std::string::npos);
  CHECK(refusal("g = 'x'").find("IS NULL") != std::string::npos);
  CHECK(refusal("n like '1%'").find("text column") != std::string::npos);
  CHECK(refusal("n = s").find("kinds") != std::string::npos);
  CHECK(refusal("d = 'yesterday'").find("datetime") != std::string::npos);
}

// Every filter built from n's comparisons agrees with the same filter
// worked out by hand in three-valued logic.
TEST_CASE("filter: three-valued logic, on generated filters") {
  std::mt19937 random(3);
  struct Made {
    std::string text;
    std::optional<bool> truth;  // nullopt = unknown
  };
  std::optional<int> n;
  const std::function<Made(int)> make = [&](int depth) -> Made {
    const unsigned what = random() % (depth > 0 ? 4 : 1);
    if (what == 0) {
      const int k = static_cast<int>(random() % 4);
      const bool less = random() % 2 == 0;
      std::optional<bool> truth;
      if (n) truth = less ? *n < k : *n == k;
      return {(less ? "n < " : "n = ") + std::to_string(k), truth};
    }
    const Made a = make(depth - 1);
    if (what == 1) {
      std::optional<bool> truth;
      if (a.truth) truth = !*a.truth;
      return {"not (" + a.text + ")", truth};
    }
    const Made b = make(depth - 1);
    const bool decides = what == 3;  // or: true decides, and: false does
    std::optional<bool> truth;
    if ((a.truth && *a.truth == decides) || (b.truth && *b.truth == decides)) {
      truth = decides;
    } else if (a.truth && b.truth) {
      truth = !decides;
    }
    return {"(" + a.text + (decides ? ") or (" : ") and (") + b.text + ")",
            truth};
  };
  for (int i = 0; i < 2000; ++i) {
    n.reset();
    if (random() % 4 != 0) n = static_cast<int>(random() % 4);
    const Made made = make(4);
    const std::string value = n ? std::to_string(*n) : "";
    CAPTURE(made.text, value);
    REQUIRE(keeps(made.text, {n ? value.c_str() : nullptr}) ==
            made.truth.value_or(false));
  }
}

}  // namespace millrace
