// SPDX-License-Identifier: Apache-2.0
#include "base/calendar.h"

#include <catch2/catch.hpp>
#include <string>

namespace millrace {

TEST_CASE("calendar: a byte that is out of place is told, whichever it is") {
  const std::string good = "2024-02-29";
  for (size_t at = 0; at < good.size(); ++at) {
    const bool digit = good[at] != '-';
    for (int c = 0; c < 256; ++c) {
      std::string text = good;
      text[at] = static_cast<char>(c);
      CalendarDay day;
      const bool fits = digit ? c >= '0' && c <= '9' : c == '-';
      if (read_day(text, &day) != fits) FAIL(at << " " << c);
    }
  }
  CalendarDay day;
  REQUIRE(read_day("9876-54-32 and more", &day));
  CHECK(day.year == 9876);
  CHECK(day.month == 54);
  CHECK(day.day == 32);
  CHECK_FALSE(read_day("2024-02-2", &day));
}

TEST_CASE("calendar: pairs of digits wherever the shape has them") {
  constexpr Shape shape("00:00:00");
  uint8_t pairs[8];
  REQUIRE(match(shape, "12:34:56", &pairs));
  CHECK(pairs[0] == 12);
  CHECK(pairs[3] == 34);
  CHECK(pairs[6] == 56);
  CHECK_FALSE(match(shape, "12-34:56", &pairs));
}

}  // namespace millrace
