// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/table_statement.h"

#include <initializer_list>

#include "base/text.h"

namespace millrace::mysql {
namespace {

constexpr size_t kMostWordsBeforeObject = 40;  // DEFINER, ALGORITHM …

class Reader {
 public:
  Reader(const std::vector<SqlToken>& tokens, const std::string& database,
         StatementInfo* info)
      : tokens_(tokens), database_(database), info_(info) {}

  bool classify();

 private:
  bool peek(std::string_view word) const {
    return at_ < tokens_.size() && tokens_[at_].is(word);
  }
  bool accept(std::string_view word) {
    return peek(word) ? (++at_, true) : false;
  }
  bool accept(char sign) {
    const bool yes = at_ < tokens_.size() && tokens_[at_].is(sign);
    at_ += yes;
    return yes;
  }
  void skip(std::initializer_list<const char*> words);
  void skip_if_exists();
  bool table();
  bool tables_by_comma();
  bool on_table();

  bool create();
  bool alter();
  void alter_clauses();
  bool drop();
  bool rename();
  bool truncate();
  bool database(bool drops);
  bool other_object();
  bool finish(const char* what, bool read) {
    info_->what = what;
    info_->kind = read ? StatementKind::kDdl : StatementKind::kUnknown;
    if (!read) every_name();
    return true;
  }
  bool harmless(const char* what) {
    info_->what = what;
    info_->kind = StatementKind::kHarmless;
    return true;
  }
  void every_name();

  const std::vector<SqlToken>& tokens_;
  const std::string& database_;
  StatementInfo* info_;
  size_t at_ = 0;
};

void Reader::skip(std::initializer_list<const char*> words) {
  for (bool found = true; found;) {
    found = false;
    for (const char* w : words) found = accept(w) || found;
  }
}

void Reader::skip_if_exists() {
  if (!accept("IF")) return;
  accept("NOT");
  accept("EXISTS");
}

// name, or database.name; a leading dot is the current database.
bool Reader::table() {
  accept('.');
  if (at_ >= tokens_.size() || !tokens_[at_].is_name()) return false;
  std::string first = tokens_[at_++].text;
  if (!accept('.')) {
    info_->tables.push_back({database_, std::move(first)});
    return true;
  }
  if (at_ >= tokens_.size() || !tokens_[at_].is_name()) return false;
  info_->tables.push_back({std::move(first), tokens_[at_++].text});
  return true;
}

bool Reader::tables_by_comma() {
  do {
    if (!table()) return false;
  } while (accept(','));
  return true;
}

// Past an index's name and kind to the table it is on.
bool Reader::on_table() {
  skip_if_exists();
  while (at_ < tokens_.size() && !peek("ON")) ++at_;
  return accept("ON") && table();
}

void Reader::every_name() {
  info_->tables.clear();
  for (at_ = 0; at_ < tokens_.size();) {
    if (!table()) ++at_;
  }
}

bool Reader::database(bool drops) {
  if (!drops) return harmless("DATABASE");
  skip_if_exists();
  if (at_ >= tokens_.size() || !tokens_[at_].is_name()) {
    return finish("DROP DATABASE", false);
  }
  info_->schemas.push_back(tokens_[at_].text);
  return finish("DROP DATABASE", true);
}

// Views, routines, accounts …: nothing that holds rows we follow.
bool Reader::other_object() {
  for (size_t n = 0; n < kMostWordsBeforeObject && at_ < tokens_.size();
       ++n, ++at_) {
    for (const char* object :
         {"VIEW",    "TRIGGER", "PROCEDURE", "FUNCTION",  "EVENT",
          "USER",    "ROLE",    "SERVER",    "SEQUENCE",  "TABLESPACE",
          "LOGFILE", "PACKAGE", "RESOURCE",  "REFERENCE", "INSTANCE",
          "SONAME",  "LIBRARY", "PREPARE",   "MASKING",   "ALGORITHM",
          "DEFINER", "SQL"}) {
      if (peek(object)) return harmless(object);
    }
  }
  return finish("DDL", false);
}

bool Reader::create() {
  const bool replace = accept("OR") && accept("REPLACE");
  if (accept("TEMPORARY")) return harmless("CREATE TEMPORARY TABLE");
  if (accept("TABLE")) {
    // A table that was not there cannot be one we follow.
    if (!replace) return harmless("CREATE TABLE");
    skip_if_exists();
    return finish("CREATE OR REPLACE TABLE", table());
  }
  if (accept("DATABASE") || accept("SCHEMA")) return database(replace);
  const size_t start = at_;
  skip({"ONLINE", "OFFLINE", "UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR"});
  if (accept("INDEX")) return finish("CREATE INDEX", on_table());
  at_ = start;
  return other_object();
}

// The clauses that reach a second table.
void Reader::alter_clauses() {
  int depth = 0;
  for (; at_ < tokens_.size(); ++at_) {
    if (tokens_[at_].is('(')) ++depth;
    if (tokens_[at_].is(')')) --depth;
    if (depth > 0) continue;
    if (peek("RENAME")) {
      ++at_;
      if (peek("COLUMN") || peek("INDEX") || peek("KEY")) continue;
      if (!accept("TO")) accept("AS");
      accept('=');
      table();
      --at_;
    } else if (peek("EXCHANGE")) {
      while (at_ < tokens_.size() && !accept("TABLE")) ++at_;
      table();
      --at_;
    }
  }
}

bool Reader::alter() {
  skip({"ONLINE", "OFFLINE", "IGNORE"});
  if (accept("DATABASE") || accept("SCHEMA")) return database(false);
  if (!accept("TABLE")) return other_object();
  skip_if_exists();
  if (!table()) return finish("ALTER TABLE", false);
  alter_clauses();
  return finish("ALTER TABLE", true);
}

bool Reader::drop() {
  if (accept("TEMPORARY")) return harmless("DROP TEMPORARY TABLE");
  if (accept("TABLE") || accept("TABLES")) {
    skip_if_exists();
    return finish("DROP TABLE", tables_by_comma());
  }
  if (accept("DATABASE") || accept("SCHEMA")) return database(true);
  const size_t start = at_;
  skip({"ONLINE", "OFFLINE"});
  if (accept("INDEX")) return finish("DROP INDEX", on_table());
  at_ = start;
  return other_object();
}

bool Reader::rename() {
  if (accept("USER")) return harmless("RENAME USER");
  if (!accept("TABLE") && !accept("TABLES")) {
    return finish("RENAME", false);
  }
  skip_if_exists();
  do {
    if (!table()) return finish("RENAME TABLE", false);
    if (accept("WAIT")) ++at_;
    accept("NOWAIT");
    if (!accept("TO") || !table()) return finish("RENAME TABLE", false);
  } while (accept(','));
  return finish("RENAME TABLE", true);
}

bool Reader::truncate() {
  accept("TABLE");
  return finish("TRUNCATE TABLE", table());
}

// MariaDB can log an ALTER as its start and its end.
bool Reader::classify() {
  if (accept("CREATE")) return create();
  if (accept("ALTER")) return alter();
  if (accept("DROP")) return drop();
  if (accept("RENAME")) return rename();
  if (accept("TRUNCATE")) return truncate();
  return false;
}

}  // namespace

bool classify_table_statement(const std::vector<SqlToken>& tokens,
                              const std::string& database,
                              StatementInfo* info) {
  return Reader(tokens, database, info).classify();
}

}  // namespace millrace::mysql
