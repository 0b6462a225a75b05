// SPDX-License-Identifier: Apache-2.0
//
// Canonical forms for verify's two read paths (engine/content_reader.h):
// each turns what a server printed into the one text that equal values
// share. Text that is not of the expected kind comes back as it was, so
// that it can only ever differ, never be made equal. Not used by the copy
// nor by the stream. Thread: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

// "-007.500" -> "-7.5"; "-0.0" -> "0"; "1.5E3" -> "1500". No exponent
// unless the number would pass 1,000 digits.
std::string canonical_number(std::string_view text);

// Shortest text that reads back to the same float or double, as
// std::to_chars gives it ("1e+20", "0.1"); -0 as "0", "NaN" as "nan".
std::string canonical_float(std::string_view text);
std::string canonical_double(std::string_view text);

// Members sorted by key bytes (of members written twice the last counts),
// no white space, numbers by canonical_number, strings with the fewest
// escapes.
std::string canonical_json(std::string_view text);

// RFC 5952 for IPv6 and dotted quads for IPv4; a "/128" or "/32" is cut.
std::string canonical_inet(std::string_view text);

}  // namespace millrace
