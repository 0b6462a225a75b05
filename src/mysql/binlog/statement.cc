// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/statement.h"

#include <initializer_list>

#include "base/text.h"
#include "mysql/binlog/table_statement.h"

namespace millrace::mysql {
namespace {

bool is_any(const SqlToken& t, std::initializer_list<const char*> words) {
  for (const char* w : words) {
    if (t.is(w)) return true;
  }
  return false;
}

// Statements that can stand in a log and change rows by themselves.
bool changes_rows(const SqlToken& first) {
  return is_any(first, {"INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "WITH",
                        "SELECT", "VALUES", "CALL", "DO", "TABLE", "MERGE",
                        "HANDLER", "EXECUTE"}) ||
         first.is('(');
}

// Statements about accounts, the server or a session.
bool is_harmless(const SqlToken& first) {
  return is_any(
      first,
      {"OPTIMIZE", "ANALYZE", "REPAIR",  "CHECK",    "CHECKSUM",  "FLUSH",
       "GRANT",    "REVOKE",  "SET",     "USE",      "LOCK",      "UNLOCK",
       "RESET",    "CHANGE",  "PURGE",   "INSTALL",  "UNINSTALL", "KILL",
       "SHUTDOWN", "SHOW",    "EXPLAIN", "DESCRIBE", "DESC",      "HELP",
       "CACHE",    "BINLOG",  "CLONE",   "RESTART",  "STOP",      "DEALLOCATE",
       "PREPARE",  "SIGNAL"});
}

// Every name in the statement that may be a table's: alone, or after a
// database. Names of columns and functions come along; that errs on the
// side of stopping.
void collect_names(const std::vector<SqlToken>& tokens,
                   const std::string& database, StatementInfo* info) {
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_name()) continue;
    const bool dotted = i + 2 < tokens.size() && tokens[i + 1].is('.') &&
                        tokens[i + 2].is_name();
    if (dotted) {
      info->tables.push_back({tokens[i].text, tokens[i + 2].text});
    }
    const bool after_dot = i > 0 && tokens[i - 1].is('.');
    if (!after_dot) info->tables.push_back({database, tokens[i].text});
  }
}

// "XA START X'61',X'',1": the identifier in one spelling.
std::string xid_text(const SqlText& text, const SqlToken& from) {
  std::string id = trim(text.sql.substr(from.begin));
  for (const char* tail : {"ONE PHASE", "RESUME", "JOIN", "SUSPEND"}) {
    const std::string_view end(tail);
    if (id.size() > end.size() &&
        iequals(std::string_view(id).substr(id.size() - end.size()), end)) {
      id.resize(id.size() - end.size());
    }
  }
  return to_lower(trim(id));
}

void classify_xa(const SqlText& text, const std::vector<SqlToken>& tokens,
                 StatementInfo* info) {
  info->what = "XA";
  info->kind = StatementKind::kUnknown;
  if (tokens.size() < 3) return;
  info->xid = xid_text(text, tokens[2]);
  const SqlToken& verb = tokens[1];
  if (is_any(verb, {"START", "BEGIN"})) info->kind = StatementKind::kXaStart;
  if (verb.is("END")) info->kind = StatementKind::kXaEnd;
  if (verb.is("COMMIT")) info->kind = StatementKind::kXaCommit;
  if (verb.is("ROLLBACK")) info->kind = StatementKind::kXaRollback;
  if (verb.is("PREPARE")) info->kind = StatementKind::kHarmless;
}

bool has_to(const std::vector<SqlToken>& tokens) {
  for (const SqlToken& t : tokens) {
    if (t.is("TO")) return true;
  }
  return false;
}

// False: not one of the words that frame a transaction.
bool classify_frame(const SqlText& text, const std::vector<SqlToken>& tokens,
                    StatementInfo* info) {
  const SqlToken& first = tokens[0];
  const bool transaction = tokens.size() > 1 && tokens[1].is("TRANSACTION");
  if (first.is("BEGIN") || (first.is("START") && transaction)) {
    info->kind = StatementKind::kBegin;
  } else if (first.is("COMMIT")) {
    info->kind = StatementKind::kCommit;
  } else if (first.is("ROLLBACK")) {
    info->kind =
        has_to(tokens) ? StatementKind::kRollbackTo : StatementKind::kRollback;
  } else if (is_any(first, {"SAVEPOINT", "RELEASE"})) {
    info->kind = StatementKind::kSavepoint;
  } else if (first.is("XA")) {
    classify_xa(text, tokens, info);
  } else {
    return false;
  }
  if (info->what.empty()) info->what = to_upper(first.text);
  return true;
}

}  // namespace

StatementInfo classify_statement(const SqlText& text,
                                 const std::string& database) {
  StatementInfo info;
  const std::vector<SqlToken> tokens = read_tokens(text);
  if (tokens.empty()) return info;
  const SqlToken& first = tokens[0];
  info.what = first.is_name() ? to_upper(first.text) : "statement";
  StatementInfo framed;
  if (classify_frame(text, tokens, &framed)) return framed;
  if (classify_table_statement(tokens, database, &info)) return info;
  if (is_harmless(first)) return info;
  info.kind =
      changes_rows(first) ? StatementKind::kRows : StatementKind::kUnknown;
  collect_names(tokens, database, &info);
  return info;
}

}  // namespace millrace::mysql
