// SPDX-License-Identifier: Apache-2.0
//
// Which neutral values have no place in a target that keeps a calendar and
// UTF-8 text without 0x00. Thread: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

// YYYY-MM-DD[ …]: a day that exists, of the years 0001 to 9999.
bool is_calendar_date(std::string_view text);

// `text` without its 0x00 bytes.
std::string without_nul(std::string_view text);

// `text` with `mark` for every byte that is no part of valid UTF-8.
std::string valid_utf8(std::string_view text, std::string_view mark);

}  // namespace millrace
