// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/sql_token.h"

#include "base/text.h"

namespace millrace::mysql {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_' || c == '$' || is_high(c);
}

class Lexer {
 public:
  explicit Lexer(const SqlText& text) : text_(text), sql_(text.sql) {}

  bool next(SqlToken* token);

 private:
  char at(size_t i) const { return i < sql_.size() ? sql_[i] : '\0'; }
  bool starts(std::string_view s) const {
    return sql_.substr(at_, s.size()) == s;
  }
  bool skip_blank();
  bool skip_comment();
  void skip_line();
  bool open_executable();
  void read_quoted(char quote, SqlToken* token);
  void read_word(SqlToken* token);
  size_t character(size_t i) const;

  SqlText text_;
  std::string_view sql_;
  size_t at_ = 0;
  int executable_ = 0;  // open comments whose text the server runs
};

// Bytes of the character at `i`; the second byte of a two-byte character
// may look like a quote.
size_t Lexer::character(size_t i) const {
  const auto b = static_cast<unsigned char>(sql_[i]);
  const bool pair = text_.ambiguous_bytes && b >= 0x81 && b != 0xff;
  return pair && i + 1 < sql_.size() ? 2 : 1;
}

void Lexer::skip_line() {
  while (at_ < sql_.size() && sql_[at_] != '\n') ++at_;
}

// "/*!50100 text */" and MariaDB's "/*M! text */".
bool Lexer::open_executable() {
  if (!starts("/*!") && !starts("/*M!")) return false;
  at_ += sql_[at_ + 2] == '!' ? 3 : 4;
  while (is_digit(at(at_))) ++at_;
  ++executable_;
  return true;
}

bool Lexer::skip_comment() {
  if (at(at_) == '#') return skip_line(), true;
  if (starts("--") && (at_ + 2 == sql_.size() || is_space(at(at_ + 2)))) {
    return skip_line(), true;
  }
  if (executable_ > 0 && starts("*/")) {
    --executable_;
    at_ += 2;
    return true;
  }
  if (!starts("/*")) return false;
  if (open_executable()) return true;
  const size_t end = sql_.find("*/", at_ + 2);
  at_ = end == std::string_view::npos ? sql_.size() : end + 2;
  return true;
}

bool Lexer::skip_blank() {
  while (at_ < sql_.size()) {
    if (is_space(sql_[at_])) {
      ++at_;
    } else if (!skip_comment()) {
      return true;
    }
  }
  return false;
}

// The quote twice is the quote; in literals a backslash takes the next
// character along.
void Lexer::read_quoted(char quote, SqlToken* token) {
  const bool name = quote == '`' || (quote == '"' && text_.ansi_quotes);
  token->kind = name ? TokenKind::kQuoted : TokenKind::kString;
  ++at_;
  while (at_ < sql_.size()) {
    const char c = sql_[at_];
    if (c == quote) {
      if (at(at_ + 1) != quote) break;
      ++at_;
    } else if (c == '\\' && !name && !text_.no_backslash) {
      ++at_;
      if (at_ >= sql_.size()) break;
    }
    const size_t bytes = character(at_);
    if (name) token->text.append(sql_.substr(at_, bytes));
    at_ += bytes;
  }
  at_ = at_ < sql_.size() ? at_ + 1 : sql_.size();
}

void Lexer::read_word(SqlToken* token) {
  const size_t begin = at_;
  bool digits = true;
  while (at_ < sql_.size() && is_word(sql_[at_])) {
    digits = digits && is_digit(sql_[at_]);
    at_ += character(at_);
  }
  token->kind = digits ? TokenKind::kNumber : TokenKind::kWord;
  token->text = std::string(sql_.substr(begin, at_ - begin));
}

bool Lexer::next(SqlToken* token) {
  if (!skip_blank()) return false;
  *token = {};
  token->begin = at_;
  const char c = sql_[at_];
  if (c == '`' || c == '"' || c == '\'') {
    read_quoted(c, token);
  } else if (is_word(c)) {
    read_word(token);
  } else {
    token->text = std::string(1, c);
    ++at_;
  }
  token->end = at_;
  return true;
}

// May the literal at `i` be a password?
bool is_secret(const std::vector<SqlToken>& tokens, size_t i) {
  for (size_t back = 1; back <= 3 && back <= i; ++back) {
    const SqlToken& t = tokens[i - back];
    if (t.is("PASSWORD") || t.is("IDENTIFIED") || t.is("CONNECTION")) {
      return true;
    }
    if (!t.is('=') && !t.is('(') && !t.is("BY")) return false;
  }
  return false;
}

}  // namespace

bool SqlToken::is(std::string_view keyword) const {
  return kind == TokenKind::kWord && iequals(text, keyword);
}

std::vector<SqlToken> read_tokens(const SqlText& text, size_t most) {
  std::vector<SqlToken> out;
  Lexer lexer(text);
  SqlToken token;
  while (out.size() < most && lexer.next(&token)) {
    out.push_back(std::move(token));
  }
  return out;
}

std::string without_secrets(const SqlText& text) {
  const std::vector<SqlToken> tokens = read_tokens(text);
  std::string out;
  size_t from = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::kString) continue;
    if (!is_secret(tokens, i)) continue;
    append_to(out, text.sql.substr(from, tokens[i].begin - from), "'***'");
    from = tokens[i].end;
  }
  return out.append(text.sql.substr(from));
}

std::string without_literals(const SqlText& text, size_t most_bytes) {
  std::string out;
  size_t from = 0;
  for (const SqlToken& t : read_tokens(text, 2000)) {
    if (t.kind != TokenKind::kString && t.kind != TokenKind::kNumber) continue;
    append_to(out, text.sql.substr(from, t.begin - from), '?');
    from = t.end;
    if (out.size() > most_bytes) break;
  }
  out.append(text.sql.substr(from, most_bytes));
  if (out.size() <= most_bytes) return out;
  out.resize(valid_utf8_prefix(out.substr(0, most_bytes)));
  return out + "...";
}

}  // namespace millrace::mysql
