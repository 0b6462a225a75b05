// SPDX-License-Identifier: Apache-2.0
//
// Defaults of decimal columns that are one number: 0, 0.00 and '0.0'.
// Thread: pure.
#pragma once

#include <string>

namespace millrace {

// False for whatever is no plain number, however spelt.
bool same_number(const std::string& a, const std::string& b);

// Does the type keep the number as such, so that its spelling is nothing?
bool keeps_decimals(const std::string& native);

}  // namespace millrace
