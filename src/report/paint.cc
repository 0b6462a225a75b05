// SPDX-License-Identifier: Apache-2.0
#include "report/paint.h"

#include "base/text.h"

namespace millrace {
namespace {

void append_escaped(std::string& out, unsigned char c) {
  static const char kDigits[] = "0123456789abcdef";
  out += "\\x";
  out += kDigits[c >> 4];
  out += kDigits[c & 15];
}

// One byte or character of valid UTF-8 text, from `at` on; returns how many
// bytes it took.
size_t append_shown(std::string& out, std::string_view s, size_t at) {
  const auto c = static_cast<unsigned char>(s[at]);
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c < 0x20 || c == 0x7f) {
    append_escaped(out, c);
  } else if (c == 0xc2 && at + 1 < s.size() &&
             static_cast<unsigned char>(s[at + 1]) < 0xa0) {
    // C1 controls: some terminals take U+009B for ESC [.
    append_escaped(out, static_cast<unsigned char>(s[at + 1]));
    return 2;
  } else {
    out += s[at];
  }
  return 1;
}

}  // namespace

std::string Paint::wrap(std::string_view code, std::string_view s) const {
  if (!on_) return std::string(s);
  return cat("\x1b[", code, "m", s, "\x1b[0m");
}

std::string shown(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  while (!s.empty()) {
    const size_t valid = valid_utf8_prefix(s);
    for (size_t at = 0; at < valid;) {
      at += append_shown(out, s.substr(0, valid), at);
    }
    s.remove_prefix(valid);
    if (s.empty()) break;
    append_escaped(out, static_cast<unsigned char>(s[0]));
    s.remove_prefix(1);
  }
  return out;
}

std::string indented(std::string_view text, size_t indent) {
  std::string out;
  const std::string pad(indent, ' ');
  for (const std::string& line : split(text, '\n')) {
    if (!line.empty()) append_to(out, pad, shown(line));
    out += '\n';
  }
  return out;
}

}  // namespace millrace
