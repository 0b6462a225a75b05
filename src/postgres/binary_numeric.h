// SPDX-License-Identifier: Apache-2.0
//
// binary_numeric: decimal text in the server's binary form of numeric, as
// numeric_send() and numeric_recv() of src/backend/utils/adt/numeric.c have
// it: int16 digits, int16 weight, uint16 sign, uint16 display scale, then
// digits of base 10,000, the first of them 10,000^weight worth. All of it in
// network byte order. Thread: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace {

// Appends "[-]digits[.digits]", no length word before it; false, and `out`
// as before, when the text is none.
bool append_numeric(std::string_view text, std::string& out);

// Network byte order. Several at once are one append.
template <typename Int>
inline char* put_big_endian(Int n, char* out) {
  for (size_t i = 0; i < sizeof n; ++i) {
    out[i] = static_cast<char>(n >> (8 * (sizeof n - 1 - i)));
  }
  return out + sizeof n;
}
template <typename... Ints>
inline void append_big_endian(std::string& out, Ints... ints) {
  char bytes[(sizeof ints + ...)];
  char* at = bytes;
  ((at = put_big_endian(ints, at)), ...);
  out.append(bytes, sizeof bytes);
}
inline void append_int16(int16_t n, std::string& out) {
  append_big_endian(out, static_cast<uint16_t>(n));
}
inline void append_int32(int32_t n, std::string& out) {
  append_big_endian(out, static_cast<uint32_t>(n));
}
inline void append_int64(int64_t n, std::string& out) {
  append_big_endian(out, static_cast<uint64_t>(n));
}

}  // namespace millrace
