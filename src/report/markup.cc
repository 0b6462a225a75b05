// SPDX-License-Identifier: Apache-2.0
#include "report/markup.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// XML 1.0, production Char: of the control characters only these three.
bool in_xml(char c) {
  return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' ||
         c == '\r';
}

// U+FFFE and U+FFFF are UTF-8 and still no characters of XML.
bool is_nonchar(std::string_view at) {
  return at.starts_with("\xef\xbf\xbe") || at.starts_with("\xef\xbf\xbf");
}

// Calls `each` for every byte of valid text; replaces the others.
template <typename Each>
std::string rewritten(std::string_view text, Each each) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const size_t valid = valid_utf8_prefix(text);
    for (size_t i = 0; i < valid; ++i) {
      if (!in_xml(text[i])) {
        out += kReplacement;
      } else if (is_nonchar(text.substr(i, 3))) {
        out += kReplacement;
        i += 2;
      } else {
        each(out, text[i]);
      }
    }
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += kReplacement;
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace

std::string escaped_markup(std::string_view text) {
  return rewritten(text, [](std::string& out, char c) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        out.push_back(c);
    }
  });
}

std::string escaped_markdown(std::string_view text) {
  static constexpr std::string_view kMarks = "`*_~[]\\|#";
  return rewritten(text, [](std::string& out, char c) {
    if (c == '\n' || c == '\r' || c == '\t') {
      out.push_back(' ');
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      if (kMarks.find(c) != std::string_view::npos) out.push_back('\\');
      out.push_back(c);
    }
  });
}

std::string code_markdown(std::string_view text) {
  if (text.empty()) return "";
  return cat("<code>", escaped_markdown(text), "</code>");
}

std::string sentence_markdown(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('`');
    const size_t close =
        open == text.npos ? text.npos : text.find('`', open + 1);
    if (close == text.npos) break;
    out += escaped_markdown(text.substr(0, open));
    out += code_markdown(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return out + escaped_markdown(text);
}

std::string fenced_markdown(std::string_view language, std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<size_t>(3, longest + 1), '`');
  const std::string body =
      rewritten(text, [](std::string& out, char c) { out.push_back(c); });
  return cat(fence, language, "\n", body, "\n", fence, "\n");
}

}  // namespace millrace
