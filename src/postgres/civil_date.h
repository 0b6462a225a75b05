// SPDX-License-Identifier: Apache-2.0
//
// civil_date: dates and times of the neutral form (model/type.h) as the
// server counts them. Own arithmetic: no time zone, no C library calendar,
// proleptic Gregorian as MySQL and PostgreSQL both have it. Thread: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace millrace {

// YYYY-MM-DD at the beginning of the cell: nullptr when there is such a
// day, else why not.
const char* date_problem(std::string_view cell);

// The same, and `*days` since 2000-01-01 when there is such a day.
const char* read_date(std::string_view cell, int32_t* days);

// Microseconds of "[-]H…:MM:SS[.f]", f up to six digits; nullopt when the
// text is none.
std::optional<int64_t> time_microseconds(std::string_view cell);

}  // namespace millrace
