// SPDX-License-Identifier: Apache-2.0
//
// The Assembler's way with statements: frames of transactions, DDL, and
// changes of rows that are logged as text.
#include <utility>

#include "base/text.h"
#include "mysql/alter/interpret.h"
#include "mysql/binlog/assembler.h"
#include "mysql/binlog/statement.h"

namespace millrace::mysql {
namespace {

constexpr size_t kMostShown = 300;  // bytes of a statement in a message

bool is_ascii(std::string_view s) {
  for (char c : s) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

// Names in a statement are in the client's character set. Text that cannot
// be turned stays as it is: then its names match none of ours, unless they
// are ASCII.
std::string Assembler::to_utf8(const QueryEvent& query, SqlText* text) {
  const auto known = source_.charsets.find(query.client_collation);
  if (is_ascii(query.sql) || known == source_.charsets.end()) {
    return query.sql;
  }
  text->ambiguous_bytes = has_ambiguous_bytes(known->second);
  const auto decoder = shelf_->decoder(known->second);
  if (!decoder.ok() || !*decoder) return query.sql;
  std::string utf8;
  if (!(*decoder)->append(query.sql, utf8)) return query.sql;
  text->ambiguous_bytes = false;
  return utf8;
}

// A statement that is a transaction by itself: no BEGIN went before it.
bool Assembler::standing_alone() const { return now_.state != State::kOpen; }

Status Assembler::take_query(const Event& event) {
  auto read = read_query_event(event);
  if (!read.ok())
    return stop(read.status().code().c_str(), read.status().message());
  QueryEvent& query = *read;
  SqlText text;
  text.ansi_quotes = query.sql_mode & QueryEvent::kAnsiQuotes;
  text.no_backslash = query.sql_mode & QueryEvent::kNoBackslash;
  query.sql = to_utf8(query, &text);
  text.sql = query.sql;
  const StatementInfo info = classify_statement(text, query.database);
  switch (info.kind) {
    case StatementKind::kHarmless:
    case StatementKind::kRows:
    case StatementKind::kDdl:
    case StatementKind::kUnknown:
      return take_statement(query, text, info);
    case StatementKind::kXaStart:
    case StatementKind::kXaEnd:
    case StatementKind::kXaCommit:
    case StatementKind::kXaRollback:
      return take_xa(info);
    default:
      return take_frame(info);
  }
}

Status Assembler::take_frame(const StatementInfo& info) {
  switch (info.kind) {
    case StatementKind::kBegin:
      return begin();
    case StatementKind::kRollback:
      return take_rollback();
    case StatementKind::kRollbackTo:
      // The server logs it only when it could not simply leave out what
      // was undone; which of the rows those are is not said.
      if (!now_.undone_rows) return {};
      return stop("S213",
                  "a transaction with selected rows goes back to a "
                  "savepoint inside the log");
    case StatementKind::kSavepoint:
      return {};
    default:  // COMMIT
      if (holding_) return tell_held(std::move(holding_)), Status();
      end();
      return {};
  }
}

// Rows of engines that cannot roll back stay; those of others were undone,
// and nothing says which parts of them were handed out already.
Status Assembler::take_rollback() {
  if (now_.undone_rows) {
    return stop("S213",
                "a transaction with selected rows is rolled back "
                "inside the log");
  }
  if (holding_) return tell_held(std::move(holding_)), Status();
  end();
  return {};
}

AlterContext Assembler::alter_context(const QueryEvent& query,
                                      const SqlText& text) const {
  AlterContext context;
  context.text = text;
  context.database = query.database;
  context.sql_mode = query.sql_mode;
  context.time = event_time_;
  context.source = &source_;
  for (const auto& [set, collation] : query.default_collations) {
    const auto charset = source_.charsets.find(set);
    const auto name = source_.collations.find(collation);
    if (charset == source_.charsets.end()) continue;
    context.default_collations[charset->second] =
        name == source_.collations.end() ? "" : name->second;
  }
  return context;
}

void Assembler::interpret_into(const QueryEvent& query, const SqlText& text,
                               LoggedStatement* logged) const {
  Surroundings around;
  around.table = [this](uint32_t i) -> const Table& {
    return selection_.table(i);
  };
  around.find = [this](const QualifiedName& name) {
    return selection_.find(name);
  };
  around.ghosts = &ghosts_;
  around.describe = describe_;
  Interpretation meaning =
      interpret(alter_context(query, text), logged->tables, around);
  logged->alterations = std::move(meaning.alterations);
  logged->problem = std::move(meaning.problem);
}

Status Assembler::take_statement(const QueryEvent& query, const SqlText& text,
                                 const StatementInfo& info) {
  if (now_.no_effect && info.kind == StatementKind::kDdl) {
    if (standing_alone()) end();
    return {};
  }
  std::vector<uint32_t> touched;
  if (info.kind != StatementKind::kHarmless) {
    if (now_.state == State::kBetween) name({}, {});
    // When an XA transaction takes effect is not known yet.
    touched = holding_ ? selection_.named(info)
                       : selection_.touched(info, now_.place);
  }
  if (touched.empty() && !selection_.done_already(now_.place) &&
      (info.kind == StatementKind::kDdl || info.what == "CREATE TABLE")) {
    ghosts_.watch(alter_context(query, text), [this](const auto& name) {
      const int table = selection_.find(name);
      return table < 0 ? nullptr
                       : &selection_.table(static_cast<uint32_t>(table));
    });
  }
  if (!touched.empty() && info.kind == StatementKind::kDdl) {
    MR_RETURN_IF_ERROR(refuse_change_of_held(touched));
    flush_rows();
    LoggedStatement logged;
    logged.sql = without_secrets(text);
    logged.database = query.database;
    logged.tables = touched;
    logged.what = cat(info.what, ' ', selection_.table(touched[0]).name.str());
    interpret_into(query, text, &logged);
    altered_ = true;
    part_.statements.push_back(std::move(logged));
    part_.gtid = now_.gtid;
    if (!standing_alone()) {
      push(std::exchange(part_, {}));
      now_.told = true;
    }
  } else if (!touched.empty()) {
    return stop("S202",
                cat("a change of ", selection_.table(touched[0]).name.str(),
                    " is logged as a statement, not as rows: ",
                    without_literals(text, kMostShown)));
  }
  if (standing_alone()) end();
  return {};
}

}  // namespace millrace::mysql
