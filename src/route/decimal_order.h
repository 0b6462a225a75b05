// SPDX-License-Identifier: Apache-2.0
//
// Order of numbers given as text ("-1.50", "1e+20"), exact whatever their
// length: no binary fraction is involved. Thread: pure functions.
#pragma once

#include <string_view>

namespace millrace {

// [-+]digits[.digits][e[-+]digits], at least one digit.
bool is_decimal(std::string_view text);

// Below 0, 0 or above 0 as `a` is less than, equal to or greater than `b`.
// Both must be decimals.
int compare_decimals(std::string_view a, std::string_view b);

}  // namespace millrace
