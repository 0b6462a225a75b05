// SPDX-License-Identifier: Apache-2.0
//
// Session: one connection to a MySQL or MariaDB server, and the one place
// that opens any. Speaks through libmariadb (or MySQL's own client library,
// chosen when compiling). Every session reads the same way whatever the
// server's globals are: utf8mb4, UTC, fixed sql_mode, no row limit, no
// statement time-out, REPEATABLE READ, read only where the server can.
//
// A Session never reconnects by itself, and writes only when it was opened
// with `writes`. It owns its handle; results must not outlive it. Thread: one
// at a time, except interrupt(), which any thread may call while the Session
// lives.
#pragma once

#include <mysql.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/status.h"
#include "base/watch.h"
#include "model/endpoint.h"
#include "model/identifier.h"
#include "model/server_facts.h"

namespace millrace::mysql {

// `a` -> `a` in back quotes, inner ones doubled.
std::string quote_identifier(std::string_view name);
std::string quote_table(const QualifiedName& name);
// A string literal for a utf8mb4 connection whose sql_mode is ours.
std::string quote_literal(std::string_view text);
// x'0aff': a binary string literal.
std::string quote_bytes(std::string_view bytes);

// What a failed call means for the caller. `doing` ends up in the message:
// "eu (millrace@db:3306): cannot list tables: …".
Status status_of_error(unsigned code, std::string_view text,
                       std::string_view doing, const Endpoint& endpoint);

struct SessionOptions {
  int connect_timeout_s = 10;
  // Statements may take hours (an index, a comparison): no answer of the
  // server is waited for too long. Else the endpoint's answer_seconds count,
  // for a statement as for each row of its answer.
  bool may_take_long = false;
  // False: the connection is opened bare (the binlog's needs no settings).
  bool read_settings = true;
  // A target's session that writes: strict, every date and every id taken as
  // it is, foreign keys not asked, UPDATE counts the rows it finds.
  bool writes = false;
  // A target may be DRDS or PolarDB-X, which has no log to follow.
  bool target = false;
};

// Rows of one query, fetched all at once or one by one. Views live until
// the next call of next(). Dropping an unfinished streamed result cuts the
// connection: what is left is never drained.
class QueryRows {
 public:
  // `watch`: armed until the last row of a streamed result.
  QueryRows(MYSQL* mysql, MYSQL_RES* rows, Watch* watch = nullptr);
  QueryRows(QueryRows&& other) noexcept;
  QueryRows& operator=(QueryRows&&) = delete;
  ~QueryRows();

  bool next();  // false: no more rows, or a streamed result failed
  // After next() was false, for a streamed result: 0 or the client's error.
  unsigned error() const;
  unsigned width() const { return width_; }
  bool is_null(size_t i) const { return row_[i] == nullptr; }
  std::string_view text(size_t i) const {
    return row_[i] ? std::string_view(row_[i], lengths_[i])
                   : std::string_view();
  }
  std::string str(size_t i) const { return std::string(text(i)); }
  bool is_binary(size_t i) const;   // the column holds bytes, not text
  uint64_t number(size_t i) const;  // 0 for NULL and for what is no number
  // Position of a result column by name, ASCII case ignored; -1: none.
  int find(std::string_view name) const;
  char** row() const { return row_; }
  const unsigned long* lengths() const { return lengths_; }

 private:
  MYSQL* mysql_;
  MYSQL_RES* rows_;
  bool streamed_;
  Watch* watch_;
  bool finished_ = false;
  unsigned width_ = 0;
  MYSQL_ROW row_ = nullptr;
  unsigned long* lengths_ = nullptr;
};

class Session {
 public:
  static Result<std::unique_ptr<Session>> open(
      const Endpoint& endpoint, const SessionOptions& options = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // `doing` says in a message what failed ("list tables").
  Status run(std::string_view sql, std::string_view doing);
  Result<QueryRows> query(std::string_view sql, std::string_view doing);
  Result<QueryRows> stream(std::string_view sql, std::string_view doing);
  // First column of the first row; "" for NULL or no row.
  Result<std::string> value(std::string_view sql, std::string_view doing);

  // A transaction on a session that writes. After commit() failed with
  // kRetry nobody but the ledger knows its outcome.
  Status begin();
  Status commit();
  void rollback();
  // Rows that the last statement touched (an UPDATE: found).
  uint64_t affected() const;
  // Broken, naming the first, when the server warned about the last
  // statement: a value was not stored as it was sent.
  Status check_warnings(std::string_view doing);

  // The failure of the last call on the handle, as a Status (not ok).
  Status last_error(std::string_view doing) const;
  void interrupt();
  // While it lives, a call on handle() that is blocked for longer than
  // `limit` loses its connection.
  Watching watching(std::chrono::milliseconds limit) const {
    return Watching(watch_.get(), limit);
  }
  // How long an answer is waited for; 0 = as long as it takes.
  std::chrono::seconds answer_limit() const { return answer_limit_; }
  bool gave_up() const { return watch_ && watch_->ran_out(); }

  MYSQL* handle() { return mysql_; }
  const Flavor& flavor() const { return flavor_; }
  const Endpoint& endpoint() const { return endpoint_; }

 private:
  explicit Session(const Endpoint& endpoint) : endpoint_(endpoint) {}
  Status connect(const SessionOptions& options);
  Status connect_once(const SessionOptions& options, bool tls);
  Status set_options(const SessionOptions& options, bool tls);
  Status set_tls();
  Status read_flavor(const SessionOptions& options);
  Status apply_read_settings();
  Status apply_write_settings();
  void watch_socket();
  void end_leftovers();
  Status send(std::string_view sql, std::string_view doing);

  Endpoint endpoint_;
  Flavor flavor_;
  MYSQL* mysql_ = nullptr;
  std::chrono::seconds answer_limit_{0};
  bool connected_ = false;
  bool writes_ = false;
  std::unique_ptr<Watch> watch_;
  std::mutex socket_mutex_;  // between interrupt() and closing
  int socket_ = -1;
};

}  // namespace millrace::mysql
