// SPDX-License-Identifier: Apache-2.0
//
// ascii: how much of a text is plain ASCII, told many bytes at a time; the
// quick way through text that is mostly ASCII. Thread: pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace millrace {

// Bytes before the first one above 0x7f; s.size() when there is none.
size_t ascii_prefix(std::string_view s);

// Is all of it ASCII without 0x00?
bool is_plain_ascii(std::string_view s);

}  // namespace millrace
