// SPDX-License-Identifier: Apache-2.0
#include "support/json_form.h"

#include <map>
#include <stdexcept>

namespace millrace::test {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}

  std::string document() {
    std::string out = value();
    blanks();
    if (at_ != text_.size()) fail("something after the document");
    return out;
  }

 private:
  [[noreturn]] void fail(const std::string& why) {
    throw std::runtime_error("JSON at byte " + std::to_string(at_) + ": " +
                             why);
  }
  void blanks() {
    while (at_ < text_.size() && text_.find_first_of(" \t\r\n", at_) == at_)
      ++at_;
  }
  char peek() { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    blanks();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void need(char c) {
    if (!take(c)) fail(std::string("wanted ") + c);
  }

  std::string value() {
    blanks();
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  std::string word(const std::string& expected) {
    if (text_.compare(at_, expected.size(), expected) != 0) fail("a word");
    at_ += expected.size();
    return expected;
  }

  std::string object() {
    std::map<std::string, std::string> members;
    need('{');
    if (!take('}')) {
      do {
        blanks();
        const std::string key = string();
        need(':');
        members[key] = value();
      } while (take(','));
      need('}');
    }
    std::string out = "{";
    for (const auto& [key, member] : members)
      out += (out.size() > 1 ? "," : "") + key + ":" + member;
    return out + "}";
  }

  std::string array() {
    std::string out = "[";
    need('[');
    if (!take(']')) {
      do {
        out += (out.size() > 1 ? "," : "") + value();
      } while (take(','));
      need(']');
    }
    return out + "]";
  }

  unsigned hex4() {
    if (at_ + 4 > text_.size()) fail("a short \\u");
    const unsigned code =
        static_cast<unsigned>(std::stoul(text_.substr(at_, 4), nullptr, 16));
    at_ += 4;
    return code;
  }

  static void append_utf8(unsigned code, std::string* out) {
    auto put = [&](unsigned byte) { *out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
      put(0xC0 | code >> 6);
      return put(0x80 | (code & 63));
    }
    if (code < 0x10000) {
      put(0xE0 | code >> 12);
    } else {
      put(0xF0 | code >> 18);
      put(0x80 | (code >> 12 & 63));
    }
    put(0x80 | (code >> 6 & 63));
    put(0x80 | (code & 63));
  }

  // Quoted, its escapes resolved: the length in front keeps it unambiguous.
  std::string string() {
    need('"');
    std::string out;
    for (;;) {
      if (at_ >= text_.size()) fail("an open string");
      const char c = text_[at_++];
      if (c == '"') break;
      if (c == '\\') {
        escape(&out);
      } else {
        out += c;
      }
    }
    return std::to_string(out.size()) + "\"" + out + "\"";
  }

  void escape(std::string* out) {
    static const std::string kFrom = "\"\\/bfnrt";
    static const std::string kTo = "\"\\/\b\f\n\r\t";
    const char c = peek();
    ++at_;
    if (c == 'u') {
      unsigned code = hex4();
      if (code >= 0xD800 && code < 0xDC00 &&
          text_.compare(at_, 2, "\\u") == 0) {
        at_ += 2;
        code = 0x10000 + ((code - 0xD800) << 10) + (hex4() - 0xDC00);
      }
      return append_utf8(code, out);
    }
    const size_t i = kFrom.find(c);
    if (i == std::string::npos) fail("an unknown escape");
    *out += kTo[i];
  }

  // 1.50, 15e-1 and 1.5 are one number: significant digits, then the power
  // of ten. A document keeps no more than that.
  std::string number() {
    std::string digits;
    bool negative = peek() == '-';
    if (negative) ++at_;
    long exponent = 0;
    bool point = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '.' && !point) {
        point = true;
      } else if (c >= '0' && c <= '9') {
        digits += c;
        if (point) --exponent;
      } else {
        break;
      }
    }
    if (digits.empty()) fail("not a value");
    if (peek() == 'e' || peek() == 'E') {
      size_t used = 0;
      exponent += std::stol(text_.substr(at_ + 1, 12), &used);
      at_ += 1 + used;
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    while (!digits.empty() && digits.back() == '0') {
      digits.pop_back();
      ++exponent;
    }
    if (digits.empty()) return "0";
    return (negative ? "-" : "") + digits + "e" + std::to_string(exponent);
  }

  const std::string& text_;
  size_t at_ = 0;
};

}  // namespace

std::string json_form(const std::string& text) {
  return Reader(text).document();
}

}  // namespace millrace::test
