// SPDX-License-Identifier: Apache-2.0
//
// binary_numeric: decimal text in the server's binary form of numeric, as
// numeric_send() and numeric_recv() of src/backend/utils/adt/numeric.c have
// it: int16 digits, int16 weight, uint16 sign, uint16 display scale, then
// digits of base 10,000, the first of them 10,000^weight worth. All of it in
// network byte order. Thread: pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace millrace {

// Most bytes that write_numeric() writes for a text of this size.
constexpr size_t numeric_room(size_t size) { return 16 + size; }

// Writes "[-]digits[.digits]" at `out`, no length word before it. The end of
// what it wrote, nullptr when the text is none.
char* write_numeric(std::string_view text, char* out);

}  // namespace millrace
