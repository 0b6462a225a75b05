// SPDX-License-Identifier: Apache-2.0
//
// TextDecoder: turns text in one of MySQL's character sets into UTF-8, as
// the source server itself does when it prints the value. UTF-8 sets and
// ascii need none. Thread: const, any.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace millrace::mysql {

class TextDecoder {
 public:
  virtual ~TextDecoder() = default;
  // Appends `bytes` in UTF-8. False when some are not valid in the set:
  // each of those becomes a byte 0xff, which is never valid UTF-8 and so
  // meets what the Plan says of invalid text.
  virtual bool append(std::string_view bytes, std::string& out) const = 0;
  // Bytes up to 0x7f are the same in the set and stand for themselves, so
  // that text of nothing else may be taken as it is.
  virtual bool keeps_ascii() const { return false; }

  static constexpr char kInvalid = '\xff';
};

// The text is UTF-8 as it stands: utf8mb3, utf8mb4, ascii, binary.
bool is_utf8_charset(std::string_view charset);

// latin1, ucs2, utf16, utf16le and utf32; nullptr for others.
std::unique_ptr<TextDecoder> builtin_decoder(std::string_view charset);

// Text of a client's statement: may its second and later bytes of a
// character look like quotes or backslashes?
bool has_ambiguous_bytes(std::string_view charset);

}  // namespace millrace::mysql
