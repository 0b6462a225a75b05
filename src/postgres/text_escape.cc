// SPDX-License-Identifier: Apache-2.0
#include "postgres/text_escape.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/ascii.h"
#include "base/text.h"

namespace millrace {
namespace {

constexpr const char* kNoUtf8 = "it holds bytes that are not UTF-8 text";
constexpr const char* kNul = "it holds a NUL character";

constexpr uint64_t kOnes = 0x0101010101010101ULL;
constexpr uint64_t kHighs = 0x8080808080808080ULL;

constexpr uint64_t has_zero(uint64_t x) { return (x - kOnes) & ~x & kHighs; }
constexpr uint64_t has_byte(uint64_t x, uint8_t b) {
  return has_zero(x ^ (kOnes * b));
}

// Eight bytes at once: all printable ASCII that stands for itself? May say
// no for some that are, never yes for one that is not.
template <Escape kEscape>
bool plain_word(const char* p) {
  uint64_t x;
  std::memcpy(&x, p, sizeof x);
  uint64_t stops =
      (x & kHighs) | ((x - kOnes * 0x20) & ~x & kHighs) | has_byte(x, '\\');
  if constexpr (kEscape == Escape::kArray) stops |= has_byte(x, '"');
  return stops == 0;
}

template <Escape kEscape>
bool stands_for_itself(unsigned char c) {
  if (c == '\\' || c == 0) return false;
  if constexpr (kEscape == Escape::kArray) return c != '"';
  return c != '\n' && c != '\r' && c != '\t';
}

bool continues(const char* p) {
  return (static_cast<unsigned char>(*p) & 0xC0) == 0x80;
}

// Bytes of the UTF-8 character at `p`, 0 when it is none (RFC 3629).
size_t utf8_length(const char* p, const char* end) {
  auto c = static_cast<unsigned char>(*p);
  size_t left = static_cast<size_t>(end - p);
  if (c < 0xC2 || c > 0xF4) return 0;
  if (left < 2 || !continues(p + 1)) return 0;
  auto next = static_cast<unsigned char>(p[1]);
  if (c < 0xE0) return 2;
  if (left < 3 || !continues(p + 2)) return 0;
  if ((c == 0xE0 && next < 0xA0) || (c == 0xED && next > 0x9F)) return 0;
  if (c < 0xF0) return 3;
  if (left < 4 || !continues(p + 3)) return 0;
  if ((c == 0xF0 && next < 0x90) || (c == 0xF4 && next > 0x8F)) return 0;
  return 4;
}

// The end of the run that can be copied as it is; `*bad` when it ends at
// bytes that are no character.
template <Escape kEscape>
const char* run_end(const char* p, const char* end, bool* bad) {
  while (p < end) {
    if (end - p >= 8 && plain_word<kEscape>(p)) {
      p += 8;
      continue;
    }
    auto c = static_cast<unsigned char>(*p);
    if (c < 0x80) {
      if (!stands_for_itself<kEscape>(c)) return p;
      ++p;
      continue;
    }
    size_t length = utf8_length(p, end);
    if (length == 0) {
      *bad = true;
      return p;
    }
    p += length;
  }
  return p;
}

char escaped(char c) {
  switch (c) {
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return c;
  }
}

struct HexPairs {
  std::array<char, 512> digits{};
  constexpr HexPairs() {
    const char* hex = "0123456789abcdef";
    for (size_t i = 0; i < 256; ++i) {
      digits[2 * i] = hex[i >> 4];
      digits[2 * i + 1] = hex[i & 15];
    }
  }
};
constexpr HexPairs kHexPairs;

}  // namespace

template <Escape kEscape>
const char* append_text(std::string_view text, std::string& out) {
  const char* p = text.data();
  const char* end = p + text.size();
  bool bad = false;
  if (kEscape == Escape::kArray) out.push_back('"');
  while (true) {
    const char* stop = run_end<kEscape>(p, end, &bad);
    out.append(p, static_cast<size_t>(stop - p));
    if (stop == end) break;
    if (bad) return kNoUtf8;
    if (*stop == '\0') return kNul;
    out.push_back('\\');
    out.push_back(kEscape == Escape::kCopy ? escaped(*stop) : *stop);
    p = stop + 1;
  }
  if (kEscape == Escape::kArray) out.push_back('"');
  return nullptr;
}

template const char* append_text<Escape::kCopy>(std::string_view, std::string&);
template const char* append_text<Escape::kArray>(std::string_view,
                                                 std::string&);

const char* text_problem(std::string_view text) {
  if (is_plain_ascii(text)) return nullptr;
  if (valid_utf8_prefix(text) != text.size()) return kNoUtf8;
  return text.find('\0') == std::string_view::npos ? nullptr : kNul;
}

void append_hex(std::string_view bytes, std::string& out) {
  size_t at = out.size();
  out.resize(at + 2 * bytes.size());
  char* p = out.data() + at;
  for (char c : bytes) {
    std::memcpy(p, &kHexPairs.digits[2 * static_cast<unsigned char>(c)], 2);
    p += 2;
  }
}

}  // namespace millrace
