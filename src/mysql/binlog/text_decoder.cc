// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/text_decoder.h"

#include <cstdint>

#include "base/ascii.h"
#include "base/text.h"

namespace millrace::mysql {
namespace {

// What MySQL calls latin1 is Windows code page 1252; the five codes that
// the page leaves open stand for the control characters of ISO 8859-1.
constexpr uint16_t kLatin1High[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

class Latin1Decoder : public TextDecoder {
 public:
  bool keeps_ascii() const override { return true; }
  bool append(std::string_view bytes, std::string& out) const override {
    while (true) {
      const size_t plain = ascii_prefix(bytes);
      out.append(bytes.substr(0, plain));
      if (plain == bytes.size()) return true;
      const uint8_t b = static_cast<uint8_t>(bytes[plain]);
      append_utf8(out, b < 0xa0 ? kLatin1High[b - 0x80] : b);
      bytes.remove_prefix(plain + 1);
    }
  }
};

// ucs2, utf16, utf16le and utf32 differ in the size of a unit, its order
// and whether two units may form a pair.
class WideDecoder : public TextDecoder {
 public:
  WideDecoder(unsigned unit, bool little, bool pairs)
      : unit_(unit), little_(little), pairs_(pairs) {}

  bool append(std::string_view bytes, std::string& out) const override {
    bool valid = true;
    for (size_t at = 0; at < bytes.size();) {
      uint32_t code = 0;
      const size_t used = character(bytes.substr(at), &code);
      if (used == 0) {
        out += kInvalid;
        valid = false;
      } else {
        append_utf8(out, code);
      }
      at += used ? used : unit_;
    }
    return valid;
  }

 private:
  // Bytes of the first character; 0 when it is none.
  size_t character(std::string_view bytes, uint32_t* code) const {
    if (bytes.size() < unit_) return 0;
    *code = read(bytes, 0);
    if (*code < 0xd800 || *code > 0xdfff) return *code > 0x10ffff ? 0 : unit_;
    if (!pairs_ || *code >= 0xdc00 || bytes.size() < 2 * unit_) return 0;
    const uint32_t low = read(bytes, unit_);
    if (low < 0xdc00 || low > 0xdfff) return 0;
    *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
    return 2 * unit_;
  }
  uint32_t read(std::string_view bytes, size_t at) const {
    uint32_t v = 0;
    for (unsigned i = 0; i < unit_; ++i) {
      const size_t j = at + (little_ ? unit_ - 1 - i : i);
      v = v << 8 | static_cast<uint8_t>(bytes[j]);
    }
    return v;
  }

  unsigned unit_;
  bool little_;
  bool pairs_;
};

}  // namespace

bool is_utf8_charset(std::string_view charset) {
  return charset == "utf8mb4" || charset == "utf8mb3" || charset == "utf8" ||
         charset == "ascii" || charset == "binary" || charset.empty();
}

std::unique_ptr<TextDecoder> builtin_decoder(std::string_view charset) {
  if (charset == "latin1") return std::make_unique<Latin1Decoder>();
  if (charset == "ucs2") return std::make_unique<WideDecoder>(2, false, false);
  if (charset == "utf16") return std::make_unique<WideDecoder>(2, false, true);
  if (charset == "utf16le") {
    return std::make_unique<WideDecoder>(2, true, true);
  }
  if (charset == "utf32") return std::make_unique<WideDecoder>(4, false, false);
  return nullptr;
}

bool has_ambiguous_bytes(std::string_view charset) {
  return charset == "gbk" || charset == "gb18030" || charset == "big5" ||
         charset == "sjis" || charset == "cp932";
}

}  // namespace millrace::mysql
