// SPDX-License-Identifier: Apache-2.0
//
// Session: one connection to a server of the PostgreSQL family, and the only
// place of this wing that opens one. Queries and transactions go through
// libpqxx; COPY and prepared array statements use the same connection's
// PGconn (`raw`), which libpqxx has no calls for. No exception leaves this
// class. Thread: one caller at a time; a Session is never shared.
//
// Every session speaks UTF-8, UTC, ISO dates, hex bytea and exact floats,
// and has an empty search path, so that the server spells types and
// expressions the same for every account.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/watch.h"
#include "model/endpoint.h"
#include "model/server_facts.h"
#include "postgres/rows.h"

struct pg_conn;
struct pg_result;

namespace millrace {

struct SessionOptions {
  bool read_only = false;  // the server refuses every write
  // Triggers and foreign keys of the target do not fire, where the account
  // may ask for it (superuser, or granted); see `replica_role`.
  bool replica_role = false;
  // Statements may take hours (an index, a comparison): no answer of the
  // server is waited for too long.
  bool may_take_long = false;
};

class Session {
 public:
  using Params = std::vector<std::optional<std::string>>;

  static Result<std::unique_ptr<Session>> open(
      const Endpoint& endpoint, const SessionOptions& options = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // One statement, in the open transaction if there is one, else on its
  // own. After a failure inside a transaction only rollback() is possible.
  Result<Rows> query(const std::string& sql, const Params& params = {});
  Status run(const std::string& sql, const Params& params = {});

  Status begin();
  // After kRetry the outcome is unknown: only the ledger knows.
  Status commit();
  void rollback();
  bool in_transaction() const;

  pg_conn* raw() const;
  // While it lives, calls on raw() are bounded as those of this class are:
  // an answer that is not there in the endpoint's answer_seconds ends the
  // session with kRetry.
  Watching watching() const;
  // Takes the result over: ok when it is a finished command or rows.
  Status check(pg_result* result, const std::string& where);
  // What the connection itself says went wrong.
  Status connection_error(const std::string& where) const;

  const Flavor& flavor() const;
  const std::string& server() const;  // "millrace@10.2.0.9:5432"
  bool replica_role() const;          // it was granted
  int backend_pid() const;

 private:
  struct Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  Status prepare_session(const SessionOptions& options);
  void end_leftovers();
  Status told(Status status, const std::string& where) const;
  std::unique_ptr<Impl> impl_;
};

}  // namespace millrace
