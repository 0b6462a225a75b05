// SPDX-License-Identifier: Apache-2.0
#include "mysql/expression_tokens.h"

#include <cctype>

#include "base/text.h"

namespace millrace::mysql {

bool word_part(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         c == '$';
}

namespace {

bool word_begin(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

class Tokens {
 public:
  explicit Tokens(std::string_view sql) : sql_(sql) {}

  // Without the token of an unfinished quote: that is kUnknown.
  std::vector<Token> all() {
    std::vector<Token> out;
    while (skip_blanks()) {
      Token token = next();
      const bool marked = token.kind == TokenKind::kString && !out.empty() &&
                          out.back().kind == TokenKind::kWord &&
                          out.back().text.starts_with("_");
      if (marked) {
        token.charset = out.back().text.substr(1);
        out.pop_back();
      }
      out.push_back(std::move(token));
    }
    return out;
  }

 private:
  bool skip_blanks() {
    while (at_ < sql_.size() &&
           std::isspace(static_cast<unsigned char>(sql_[at_])) != 0) {
      ++at_;
    }
    return at_ < sql_.size();
  }

  Token next() {
    const char c = sql_[at_];
    if (c == '`') return quoted('`', TokenKind::kName);
    if (c == '\'') return quoted('\'', TokenKind::kString);
    if (word_begin(c)) {
      const std::string_view word = run(word_part);
      return {TokenKind::kWord, to_lower(word), ""};
    }
    if (digit(c) ||
        (c == '.' && at_ + 1 < sql_.size() && digit(sql_[at_ + 1]))) {
      return number();
    }
    return mark();
  }

  template <typename Part>
  std::string_view run(Part part) {
    const size_t begin = at_;
    while (at_ < sql_.size() && part(sql_[at_])) ++at_;
    return sql_.substr(begin, at_ - begin);
  }

  Token number() {
    const size_t begin = at_;
    run([](char c) { return digit(c) || c == '.'; });
    if (at_ < sql_.size() && (sql_[at_] == 'e' || sql_[at_] == 'E')) {
      ++at_;
      if (at_ < sql_.size() && (sql_[at_] == '+' || sql_[at_] == '-')) ++at_;
      run(digit);
    }
    // 0x41 and 1abc are no numbers that are known here.
    const bool goes_on = at_ < sql_.size() && word_part(sql_[at_]);
    return {goes_on ? TokenKind::kUnknown : TokenKind::kNumber,
            std::string(sql_.substr(begin, at_ - begin)), ""};
  }

  Token quoted(char quote, TokenKind kind) {
    std::string text;
    for (++at_; at_ < sql_.size(); ++at_) {
      const char c = sql_[at_];
      const char then = at_ + 1 < sql_.size() ? sql_[at_ + 1] : '\0';
      if (c == quote && then == quote) {
        ++at_;
      } else if (c == quote) {
        ++at_;
        return {kind, std::move(text), ""};
      } else if (c == '\\' && quote == '\'') {
        if (!unescape(then, &text)) break;
        ++at_;
        continue;
      }
      text.push_back(c);
    }
    at_ = sql_.size();
    return {TokenKind::kUnknown, std::move(text), ""};
  }

  // Catalogs print text with these, whatever the sql_mode is.
  static bool unescape(char c, std::string* text) {
    switch (c) {
      case '\'':
      case '\\':
        text->push_back(c);
        return true;
      case 'n':
        text->push_back('\n');
        return true;
      case 'r':
        text->push_back('\r');
        return true;
      default:
        return false;
    }
  }

  Token mark() {
    for (const char* two : {"<=>", "<=", ">=", "<>", "!=", "<<", ">>"}) {
      if (!sql_.substr(at_).starts_with(two)) continue;
      const std::string text = two;
      at_ += text.size();
      return {TokenKind::kMark, text == "!=" ? "<>" : text, ""};
    }
    // "or" or concat, a path into JSON, an assignment.
    for (const char* two : {"||", "&&", "->", ":="}) {
      if (!sql_.substr(at_).starts_with(two)) continue;
      at_ += 2;
      return {TokenKind::kUnknown, two, ""};
    }
    const char c = sql_[at_++];
    constexpr std::string_view kKnown = "()+-*/%,=<>&|^~";
    const bool known = kKnown.find(c) != kKnown.npos;
    return {known ? TokenKind::kMark : TokenKind::kUnknown, std::string(1, c),
            ""};
  }

  std::string_view sql_;
  size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view sql) { return Tokens(sql).all(); }

}  // namespace millrace::mysql
