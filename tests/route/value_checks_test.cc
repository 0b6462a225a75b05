// SPDX-License-Identifier: Apache-2.0
#include "route/value_checks.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("value checks: which dates a calendar has") {
  for (const char* good :
       {"2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31 23:59:59.999999"})
    CHECK(is_calendar_date(good));
  for (const char* bad :
       {"0000-00-00", "2023-02-29", "1900-02-29", "2024-00-10", "2024-10-00",
        "2024-04-31", "0000-01-01", "2024-13-01", "", "2024-1-1"})
    CHECK_FALSE(is_calendar_date(bad));
}

TEST_CASE("value checks: repairs change only what is wrong") {
  using std::string_view_literals::operator""sv;
  CHECK(without_nul("a\0b\0"sv) == "ab");
  CHECK(valid_utf8("a\xFFz", "\xEF\xBF\xBD") == "a\xEF\xBF\xBDz");
  CHECK(valid_utf8("\xC3\xA4", "?") == "\xC3\xA4");
  CHECK(valid_utf8("\xC3", "?") == "?");
}

}  // namespace millrace
