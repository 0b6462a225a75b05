// SPDX-License-Identifier: Apache-2.0
#include "route/filter_token.h"

#include "base/text.h"
#include "route/decimal_order.h"

namespace millrace {
namespace {

bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c & 0x80) != 0;
}
bool continues_name(char c) {
  return starts_name(c) || (c >= '0' && c <= '9') || c == '$';
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<FilterToken>> run() {
    std::vector<FilterToken> tokens;
    while (skip_space()) {
      FilterToken token;
      token.place = at_ + 1;
      MR_RETURN_IF_ERROR(next(&token));
      tokens.push_back(std::move(token));
    }
    FilterToken end;
    end.place = text_.size() + 1;
    tokens.push_back(end);
    return tokens;
  }

 private:
  bool skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) !=
                                     std::string_view::npos) {
      ++at_;
    }
    return at_ < text_.size();
  }

  Status next(FilterToken* token) {
    const char c = text_[at_];
    if (c == '\'') return quoted('\'', FilterWord::kString, token);
    if (c == '`') {
      token->quoted = true;
      return quoted('`', FilterWord::kName, token);
    }
    if (starts_name(c)) return name(token);
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') {
      return number(token);
    }
    return symbol(token);
  }

  // A quote inside is written twice; a backslash is an ordinary character.
  Status quoted(char quote, FilterWord word, FilterToken* token) {
    token->word = word;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != quote) {
        token->text.push_back(text_[at_]);
        continue;
      }
      ++at_;
      if (at_ >= text_.size() || text_[at_] != quote) return {};
      token->text.push_back(quote);
    }
    return Status::refused(
        cat("where: the quote opened at ", token->place, " is not closed"));
  }

  Status name(FilterToken* token) {
    token->word = FilterWord::kName;
    while (at_ < text_.size() && continues_name(text_[at_])) {
      token->text.push_back(text_[at_++]);
    }
    return {};
  }

  Status number(FilterToken* token) {
    token->word = FilterWord::kNumber;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool sign = c == '-' || c == '+';
      const bool after_e =
          !token->text.empty() && (token->text.back() | 32) == 'e';
      if (sign ? !(token->text.empty() || after_e)
               : !(continues_name(c) || c == '.')) {
        break;
      }
      token->text.push_back(c);
      ++at_;
    }
    if (is_decimal(token->text)) return {};
    return Status::refused(cat("where: \"", token->text, "\" at ", token->place,
                               " is not a number"));
  }

  Status symbol(FilterToken* token) {
    token->word = FilterWord::kSymbol;
    for (const char* s :
         {"<>", "!=", "<=", ">=", "<", ">", "=", "(", ")", ","}) {
      if (text_.substr(at_).starts_with(s)) {
        at_ += std::string_view(s).size();
        token->text = std::string_view(s) == "!=" ? "<>" : s;
        return {};
      }
    }
    return Status::refused(cat("where: unexpected \"", text_.substr(at_, 1),
                               "\" at ", token->place,
                               "; strings are written in single quotes"));
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

Result<std::vector<FilterToken>> filter_tokens(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace millrace
