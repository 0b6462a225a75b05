// SPDX-License-Identifier: Apache-2.0
//
// ByteReader: walks over the bytes of an event and never past their end. A
// read that does not fit gives 0 or "" and leaves the reader failed, so a
// decoder reads straight on and asks ok() once. It owns nothing. Numbers
// are little endian unless the name says be. Thread: one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace millrace::mysql {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes)
      : begin_(bytes.data()), at_(begin_), end_(begin_ + bytes.size()) {}

  bool ok() const { return ok_; }
  size_t left() const { return static_cast<size_t>(end_ - at_); }
  size_t offset() const { return static_cast<size_t>(at_ - begin_); }
  bool at_end() const { return at_ == end_; }

  // The next `n` bytes, or "" and failed.
  std::string_view take(uint64_t n) {
    if (n > left()) return fail(), std::string_view();
    std::string_view s(at_, static_cast<size_t>(n));
    at_ += n;
    return s;
  }
  void skip(uint64_t n) { take(n); }
  std::string_view rest() { return take(left()); }

  uint64_t le(unsigned bytes) {  // at most 8
    const std::string_view s = take(bytes);
    uint64_t v = 0;
    for (size_t i = s.size(); i-- > 0;) v = v << 8 | byte(s[i]);
    return v;
  }
  uint64_t be(unsigned bytes) {  // at most 8
    uint64_t v = 0;
    for (char c : take(bytes)) v = v << 8 | byte(c);
    return v;
  }
  uint8_t u8() { return static_cast<uint8_t>(le(1)); }
  uint16_t u16() { return static_cast<uint16_t>(le(2)); }
  uint32_t u32() { return static_cast<uint32_t>(le(4)); }
  uint64_t u48() { return le(6); }
  uint64_t u64() { return le(8); }

  // A length-encoded integer of the client/server protocol: one byte below
  // 0xfb, else 0xfc, 0xfd or 0xfe and 2, 3 or 8 bytes.
  uint64_t packed() {
    const uint8_t first = u8();
    if (first < 0xfb) return first;
    if (first == 0xfc) return le(2);
    if (first == 0xfd) return le(3);
    if (first == 0xfe) return le(8);
    return fail(), 0;
  }

  void fail() {
    ok_ = false;
    at_ = end_;
  }

 private:
  static uint8_t byte(char c) { return static_cast<uint8_t>(c); }

  const char* begin_;
  const char* at_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace millrace::mysql
