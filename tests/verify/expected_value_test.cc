// SPDX-License-Identifier: Apache-2.0
#include "verify/expected_value.h"

#include <catch2/catch.hpp>
#include <chrono>

namespace millrace {
namespace {

std::string of(const ValuePolicies& policies, TypeKind kind,
               std::string_view value) {
  Type type;
  type.kind = kind;
  ExpectedValue expected(policies, type);
  const Cell cell = expected.of(Cell::of(value));
  return cell.is_null() ? "NULL" : std::string(cell.text());
}

// Against the standard library's calendar, day by day.
TEST_CASE("expected: a date is none exactly when the calendar lacks it") {
  using namespace std::chrono;
  char text[16];
  for (int y : {0, 1, 4, 1900, 1999, 2000, 2023, 2024, 2100, 9999}) {
    for (int m = 0; m <= 13; ++m) {
      for (int d = 0; d <= 32; ++d) {
        snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
        const year_month_day day{year{y}, month{static_cast<unsigned>(m)},
                                 std::chrono::day{static_cast<unsigned>(d)}};
        INFO(text);
        CHECK(is_no_date(text) == (y == 0 || !day.ok()));
      }
    }
  }
}

TEST_CASE("expected: zero_date makes NULL or the epoch, of dates only") {
  ValuePolicies policies;
  CHECK(of(policies, TypeKind::kDate, "0000-00-00") == "0000-00-00");
  policies.zero_date = ZeroDatePolicy::kNull;
  CHECK(of(policies, TypeKind::kDate, "0000-00-00") == "NULL");
  CHECK(of(policies, TypeKind::kDate, "2024-02-29") == "2024-02-29");
  CHECK(of(policies, TypeKind::kVarchar, "0000-00-00") == "0000-00-00");
  policies.zero_date = ZeroDatePolicy::kEpoch;
  CHECK(of(policies, TypeKind::kDate, "2023-02-30") == "1970-01-01");
  CHECK(of(policies, TypeKind::kDatetime, "0000-00-00 00:00:00.000000") ==
        "1970-01-01 00:00:00.000000");
}

TEST_CASE("expected: NUL bytes go and bad bytes become U+FFFD when asked") {
  using namespace std::string_view_literals;
  ValuePolicies policies;
  const auto dirty = "a\0b\xff"sv;
  CHECK(of(policies, TypeKind::kText, dirty) == dirty);
  policies.nul_byte = NulBytePolicy::kStrip;
  CHECK(of(policies, TypeKind::kText, dirty) == "ab\xff");
  policies.invalid_text = InvalidTextPolicy::kReplace;
  CHECK(of(policies, TypeKind::kText, dirty) == "ab\xef\xbf\xbd");
  CHECK(of(policies, TypeKind::kText, "clean") == "clean");
  // Bytes are bytes.
  CHECK(of(policies, TypeKind::kBlob, dirty) == dirty);
}

TEST_CASE("expected: NULL stays NULL, and says when nothing can change") {
  ValuePolicies policies;
  Type date;
  date.kind = TypeKind::kDate;
  CHECK_FALSE(ExpectedValue(policies, date).may_change());
  policies.zero_date = ZeroDatePolicy::kEpoch;
  ExpectedValue expected(policies, date);
  CHECK(expected.may_change());
  CHECK(expected.of(Cell::null()).is_null());
}

}  // namespace
}  // namespace millrace
