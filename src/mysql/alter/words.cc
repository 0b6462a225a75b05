// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/words.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace millrace::mysql {

bool Words::peek_any(std::initializer_list<const char*> words) const {
  for (const char* word : words) {
    if (peek(word)) return true;
  }
  return false;
}

bool Words::accept(std::string_view word) {
  const bool yes = peek(word);
  at_ += yes ? 1 : 0;
  return yes;
}

bool Words::accept(char sign) {
  const bool yes = peek(sign);
  at_ += yes ? 1 : 0;
  return yes;
}

bool Words::accept(std::initializer_list<const char*> words) {
  const size_t start = at_;
  for (const char* word : words) {
    if (!accept(std::string_view(word))) {
      at_ = start;
      return false;
    }
  }
  return true;
}

bool Words::accept_any(std::initializer_list<const char*> words) {
  const bool yes = peek_any(words);
  at_ += yes ? 1 : 0;
  return yes;
}

// Text that could not be turned to UTF-8 says nothing.
bool Words::is_readable(const std::string& text) const {
  if (valid_utf8_prefix(text) != text.size()) return false;
  return !text_.ambiguous_bytes ||
         std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x80;
         });
}

std::optional<std::string> Words::name() {
  if (!is_name() || !is_readable(tokens_[at_].text)) return std::nullopt;
  return tokens_[at_++].text;
}

std::optional<QualifiedName> Words::table(const std::string& database) {
  accept('.');
  auto first = name();
  if (!first) return std::nullopt;
  if (!accept('.')) return QualifiedName{database, *first};
  auto second = name();
  if (!second) return std::nullopt;
  return QualifiedName{*first, *second};
}

// The server's own escapes; \% and \_ keep their backslash.
std::string Words::unquoted(const SqlToken& token) const {
  std::string out;
  const std::string_view sql = text_.sql;
  const char quote = sql[token.begin];
  for (size_t i = token.begin + 1; i + 1 < token.end; ++i) {
    char c = sql[i];
    if (c == quote) {
      ++i;
    } else if (c == '\\' && !text_.no_backslash) {
      c = sql[++i];
      switch (c) {
        case '0':
          c = '\0';
          break;
        case 'b':
          c = '\b';
          break;
        case 'n':
          c = '\n';
          break;
        case 'r':
          c = '\r';
          break;
        case 't':
          c = '\t';
          break;
        case 'Z':
          c = '\x1a';
          break;
        case '%':
        case '_':
          out.push_back('\\');
          break;
        default:
          break;
      }
    }
    out.push_back(c);
  }
  return out;
}

std::optional<std::string> Words::literal() {
  if (!is_literal()) return std::nullopt;
  const size_t start = at_;
  std::string out;
  while (is_literal()) out += unquoted(tokens_[at_++]);
  if (is_readable(out)) return out;
  at_ = start;
  return std::nullopt;
}

std::optional<uint64_t> Words::number() {
  if (at_end() || tokens_[at_].kind != TokenKind::kNumber) return std::nullopt;
  const std::string& digits = tokens_[at_].text;
  uint64_t n = 0;
  const auto read =
      std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (read.ec != std::errc()) return std::nullopt;
  ++at_;
  return n;
}

std::optional<std::string> Words::parenthesized() {
  if (!peek('(')) return std::nullopt;
  const size_t begin = tokens_[at_].end;
  int depth = 0;
  for (; at_ < tokens_.size(); ++at_) {
    if (peek('(')) ++depth;
    if (peek(')') && --depth == 0) {
      const size_t end = tokens_[at_++].begin;
      return std::string(text_.sql.substr(begin, end - begin));
    }
  }
  return std::nullopt;
}

std::string Words::written() const {
  if (at_end()) return "";
  const SqlToken& token = tokens_[at_];
  return std::string(text_.sql.substr(token.begin, token.end - token.begin));
}

bool Words::touches() const {
  return at_ > 0 && !at_end() && tokens_[at_].begin == tokens_[at_ - 1].end;
}

void Words::skip_clause() {
  int depth = 0;
  for (; at_ < tokens_.size(); ++at_) {
    if (peek('(')) ++depth;
    if (peek(')')) --depth;
    if (depth == 0 && peek(',')) return;
  }
}

std::string Words::since(size_t place) const {
  if (place >= at_ || at_ > tokens_.size()) return "";
  const size_t begin = tokens_[place].begin;
  return std::string(text_.sql.substr(begin, tokens_[at_ - 1].end - begin));
}

}  // namespace millrace::mysql
