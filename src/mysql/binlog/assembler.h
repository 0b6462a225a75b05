// SPDX-License-Identifier: Apache-2.0
//
// Assembler: turns the events of a log into TransactionParts. It knows where
// transactions begin and end on every flavour, which tables are selected,
// and everything that must stop a stream: what it does not know or cannot
// do is an error, never left out.
//
// XA transactions that are prepared are held (prepared.h) and told of where
// they are committed, as one transaction in that place.
//
// It touches no network (but for character sets, once each), so that
// recorded events test it. Thread: one at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "base/status.h"
#include "engine/source.h"
#include "model/row_change.h"
#include "mysql/alter/ghosts.h"
#include "mysql/binlog/log_position.h"
#include "mysql/binlog/prepared.h"
#include "mysql/binlog/query_event.h"
#include "mysql/binlog/rows_event.h"
#include "mysql/binlog/selection.h"
#include "mysql/binlog/table_maps.h"

namespace millrace::mysql {

class Assembler {
 public:
  // `options` outlives the assembler.
  explicit Assembler(const ChangeLogOptions& options) : options_(options) {}

  // Who can say what a table is now (alter/ghosts.h); may be null.
  using Describe = std::function<Result<Table>(const QualifiedName&)>;
  void set_describe(Describe describe) { describe_ = std::move(describe); }

  // Forgets everything and begins at `start`; where that holds an earlier
  // place, events are to come from there on. `shelf` outlives the use.
  Status start(const Position& start, const LogSource& source,
               CharsetShelf* shelf);

  // The next part, as far as the events taken so far give one. False: more
  // events are needed; only then may take() be called.
  Result<bool> next(TransactionPart* part);
  // `inner`: the event was inside a compressed transaction. Its bytes must
  // live until next() has given false.
  Status take(const Event& event, const FormatDescription& format, bool inner);

  // An event that only envelops others (a compressed transaction).
  void pass(const EventHeader& header) { position_.pass(header); }

  // Transactions have ended that changed nothing selected, and no part has
  // told of them yet.
  uint64_t untold() const { return untold_; }
  // A part that only moves the position on.
  TransactionPart tell();

  const LogPosition& position() const { return position_; }
  // Transactions that are prepared and not decided.
  size_t prepared() const { return prepared_.size(); }

 private:
  enum class State { kBetween, kNamed, kOpen };

  struct Transaction {
    State state = State::kBetween;
    TransactionPlace place;
    std::string gtid;          // for people
    int64_t time_us = 0;       // of the commit, as far as known
    bool standalone = false;   // MariaDB: one statement, no COMMIT
    bool no_effect = false;    // MariaDB: its ALTER only begins, or failed
    bool undone_rows = false;  // selected rows of an engine that undoes
    bool told = false;         // a part of it was handed out
  };

  Status take_known(const Event& event, const FormatDescription& format);
  Status take_unknown(const Event& event);
  Status take_rotate(const Event& event);
  Status take_gtid(const Event& event);
  Status take_mariadb_gtid(const Event& event);
  Status take_table_map(const Event& event, const FormatDescription& format);
  Status take_rows(const Event& event, const FormatDescription& format);
  Status take_xa_prepare(const Event& event);
  Status take_query(const Event& event);
  Status take_frame(const StatementInfo& info);
  Status take_xa(const StatementInfo& info);
  void begin_xa();
  Status commit_xa(const std::string& xid);
  Status rollback_xa(const std::string& xid);
  Status hold(const Event& event, const FormatDescription& format);
  Status hold_table(const Event& event, const FormatDescription& format);
  Status hold_rows(const Event& event, const FormatDescription& format);
  void tell_held(std::unique_ptr<PreparedTransaction> held);
  Status tell_next_held();
  Status refuse_change_of_held(const std::vector<uint32_t>& tables) const;
  Position position_now() const;
  Status take_statement(const QueryEvent& query, const SqlText& text,
                        const StatementInfo& info);
  std::string to_utf8(const QueryEvent& query, SqlText* text);
  AlterContext alter_context(const QueryEvent& query,
                             const SqlText& text) const;
  void interpret_into(const QueryEvent& query, const SqlText& text,
                      LoggedStatement* logged) const;
  Status take_rollback();

  Status begin();
  void name(TransactionPlace place, std::string gtid);
  void finish(LogPosition* position) const;
  // `whole`: the statement was a transaction of its own.
  void end();
  void push(TransactionPart part) { ready_.push_back(std::move(part)); }
  void flush_rows();
  bool standing_alone() const;
  Status stop(const char* code, const std::string& message) const;

  const ChangeLogOptions& options_;
  LogSource source_;
  CharsetShelf* shelf_ = nullptr;
  Selection selection_;
  LogPosition position_;
  TableMaps maps_;
  RowsCursor cursor_;
  Transaction now_;
  TransactionPart part_;  // rows so far
  std::deque<TransactionPart> ready_;
  Describe describe_;
  Ghosts ghosts_;
  bool altered_ = false;  // what comes has another shape than `options_`
  uint64_t untold_ = 0;
  std::string last_gtid_;
  int64_t last_time_us_ = 0;
  uint32_t event_time_ = 0;  // seconds, of the last event with one
  Prepared prepared_;
  Position held_from_;  // of the start; kNone = it held nothing
  std::unique_ptr<PreparedTransaction> holding_;  // an XA transaction is open
  std::unique_ptr<PreparedTransaction> telling_;  // one is committed
};

}  // namespace millrace::mysql
