// SPDX-License-Identifier: Apache-2.0
#include "postgres/civil_date.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

using namespace millrace;

TEST_CASE("civil date: every day of 10,000 years follows the day before") {
  int32_t expected = -730119;  // SELECT date '0001-01-01' - date '2000-01-01'
  int wrong = 0;
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        char text[16];
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", year % 10000,
                      month % 100, day % 100);
        int32_t days = 0;
        if (read_date(text, &days) != nullptr) continue;
        if (days != expected++) ++wrong;
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(expected == 2921940);  // the day after 9999-12-31
}

TEST_CASE("civil date: days that do not exist are told") {
  for (const char* text : {"0000-00-00", "2026-00-10", "2026-13-01",
                           "2026-02-29", "1900-02-29", "2026-04-31", "2026"}) {
    CHECK(date_problem(text) != nullptr);
  }
  CHECK(date_problem("2000-02-29") == nullptr);
}

TEST_CASE("civil date: times in microseconds") {
  CHECK(time_microseconds("00:00:00") == 0);
  CHECK(time_microseconds("-00:00:00.000001") == -1);
  CHECK(time_microseconds("838:59:59.5") == 3020399500000);
  CHECK(time_microseconds("12:34:56.120") == 45296120000);
  for (const char* text : {"", "-", "12:34", "12:60:00", "12:00:61", "1:2:3.",
                           "1:2:3.1234567", "1:2:3x"}) {
    CHECK_FALSE(time_microseconds(text).has_value());
  }
}
