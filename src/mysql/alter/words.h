// SPDX-License-Identifier: Apache-2.0
//
// Words: the tokens of a statement, read one after the other. What was
// accepted is behind; what was not stays where it is. Thread: one.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/identifier.h"
#include "mysql/binlog/sql_token.h"

namespace millrace::mysql {

class Words {
 public:
  // The text outlives the words.
  explicit Words(const SqlText& text)
      : text_(text), tokens_(read_tokens(text)) {}

  bool at_end() const { return at_ >= tokens_.size(); }
  bool peek(std::string_view word) const {
    return !at_end() && tokens_[at_].is(word);
  }
  bool peek(char sign) const { return !at_end() && tokens_[at_].is(sign); }
  bool peek_any(std::initializer_list<const char*> words) const;
  bool accept(std::string_view word);
  bool accept(char sign);
  // All of them in a row, or none.
  bool accept(std::initializer_list<const char*> words);
  bool accept_any(std::initializer_list<const char*> words);

  // A name, quoted or not; a word that is a keyword is a name here.
  std::optional<std::string> name();
  // name, or database.name.
  std::optional<QualifiedName> table(const std::string& database);
  // A literal in quotes, escapes undone; several in a row are one.
  std::optional<std::string> literal();
  std::optional<uint64_t> number();
  // "( … )" with what is nested; the text inside.
  std::optional<std::string> parenthesized();
  // The next token's text as it was written, "" at the end.
  std::string written() const;
  // The next token follows the last one without a blank.
  bool touches() const;
  bool is_literal() const {
    return !at_end() && tokens_[at_].kind == TokenKind::kString;
  }
  bool is_name() const { return !at_end() && tokens_[at_].is_name(); }
  void skip() { at_ += at_end() ? 0 : 1; }
  // Up to the next comma of this level, or the end.
  void skip_clause();

  size_t place() const { return at_; }
  void go_back(size_t place) { at_ = place; }
  // What was written from the token `place` up to here.
  std::string since(size_t place) const;

 private:
  bool is_readable(const std::string& text) const;
  std::string unquoted(const SqlToken& token) const;

  SqlText text_;
  std::vector<SqlToken> tokens_;
  size_t at_ = 0;
};

}  // namespace millrace::mysql
