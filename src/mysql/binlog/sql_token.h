// SPDX-License-Identifier: Apache-2.0
//
// SqlToken: the words of a statement out of the log, as far as it takes to
// tell what it does to which tables. Lexical rules: MySQL reference manual,
// "Language Structure"; comments that servers execute are read as text.
// Thread: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace millrace::mysql {

enum class TokenKind {
  kWord,    // keyword or bare identifier
  kQuoted,  // identifier in quotes, taken out of them
  kString,  // literal; `text` holds none of its bytes
  kNumber,
  kSign,  // one character
};

struct SqlToken {
  TokenKind kind = TokenKind::kSign;
  std::string text;
  size_t begin = 0;  // in the statement
  size_t end = 0;

  // Is it this keyword (upper case)? Quoted words never are.
  bool is(std::string_view keyword) const;
  bool is(char sign) const {
    return kind == TokenKind::kSign && text[0] == sign;
  }
  bool is_name() const {
    return kind == TokenKind::kWord || kind == TokenKind::kQuoted;
  }
};

struct SqlText {
  std::string_view sql;
  bool ansi_quotes = false;      // "a" is an identifier
  bool no_backslash = false;     // \ in a literal is a character
  bool ambiguous_bytes = false;  // see text_decoder.h
};

// Never fails: what cannot be read (an open quote) ends the list. At most
// `most` tokens are made.
std::vector<SqlToken> read_tokens(const SqlText& text, size_t most = 100000);

// The statement for records: literals after PASSWORD, IDENTIFIED BY and
// CONNECTION (which holds a password) as '***'.
std::string without_secrets(const SqlText& text);
// The statement for messages: every literal and number as ?.
std::string without_literals(const SqlText& text, size_t most_bytes);

}  // namespace millrace::mysql
