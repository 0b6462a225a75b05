// SPDX-License-Identifier: Apache-2.0
//
// The ledger in PostgreSQL: schema "millrace" of the target database
// (docs/ledger.md). PostgresLedgerReader creates and writes nothing, and
// takes a missing ledger for an empty one. Thread: one caller at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/ledger.h"
#include "model/endpoint.h"
#include "postgres/session.h"

namespace millrace {

class PostgresLedgerReader : public LedgerReader {
 public:
  static Result<std::unique_ptr<LedgerReader>> open(const Endpoint& endpoint);
  explicit PostgresLedgerReader(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Result<LedgerState> read(const std::string& plan) override;
  Result<std::vector<ChunkRecord>> chunks(const std::string& plan,
                                          const RoadId& road) override;
  Result<std::string> lock_holder(const std::string& plan) override;
  Result<CopyPace> pace(const std::string& plan) override;

 private:
  std::unique_ptr<Session> session_;
};

class PostgresLedger : public Ledger {
 public:
  static Result<std::unique_ptr<Ledger>> open(const Endpoint& endpoint);
  explicit PostgresLedger(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Result<LedgerState> read(const std::string& plan) override;
  Result<std::vector<ChunkRecord>> chunks(const std::string& plan,
                                          const RoadId& road) override;
  Result<std::string> lock_holder(const std::string& plan) override;
  Result<CopyPace> pace(const std::string& plan) override;

  Status create() override;
  Status atomically(const std::function<Status()>& writes) override;
  Status lock(const std::string& plan, int patience_ms) override;
  Status check_lock() override;
  Status record_plan(const std::string& plan,
                     const std::string& digest) override;
  Status record_road(const std::string& plan, const RoadRecord& road) override;
  Status record_copied(const std::string& plan, const RoadId& road,
                       const Position& copy_end) override;
  Status record_repeated(const std::string& plan, const RoadId& road) override;
  Status record_stream(const std::string& plan,
                       const StreamRecord& stream) override;
  Status record_stream_error(const std::string& plan, const std::string& source,
                             const std::string& error) override;
  Status forget(const std::string& plan,
                const std::optional<RoadId>& road) override;
  Status forget_stream(const std::string& plan,
                       const std::string& source) override;
  Status record_table(const std::string& plan,
                      const AppliedTable& table) override;
  Status forget_table(const std::string& plan,
                      const QualifiedName& table) override;
  Status move_road(const std::string& plan, const RoadId& from,
                   const RoadId& to) override;

 private:
  struct Work {
    std::string sql;
    Session::Params params;
  };
  Status make_tables();  // in the open transaction
  void add_pace_columns();
  // Runs the statements in one transaction.
  Status together(const std::vector<Work>& statements);
  // `update` where the line is there, else `insert`; the plan's lock keeps
  // others from doing the same. Both take the same parameters.
  Status put(const std::string& update, const std::string& insert,
             const Session::Params& params);
  Status wait_for_lock(const std::string& plan, int patience_ms);
  Status wait_for_writers(const std::string& plan, int patience_ms);

  std::unique_ptr<Session> session_;
  std::string locked_plan_;
};

}  // namespace millrace
