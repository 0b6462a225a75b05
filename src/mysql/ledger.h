// SPDX-License-Identifier: Apache-2.0
//
// The ledger on MySQL, MariaDB and DRDS (docs/ledger.md; ledger_sql.h says
// where). MysqlLedgerReader creates and writes nothing, and takes a missing
// ledger for an empty one. Thread: one caller at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/ledger.h"
#include "model/endpoint.h"
#include "mysql/session.h"

namespace millrace::mysql {

class MysqlLedgerReader : public LedgerReader {
 public:
  static Result<std::unique_ptr<LedgerReader>> open(const Endpoint& endpoint);
  explicit MysqlLedgerReader(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Result<LedgerState> read(const std::string& plan) override;
  Result<std::vector<ChunkRecord>> chunks(const std::string& plan,
                                          const RoadId& road) override;
  Result<std::string> lock_holder(const std::string& plan) override;
  Result<CopyPace> pace(const std::string& plan) override;

 private:
  std::unique_ptr<Session> session_;
};

class MysqlLedger : public Ledger {
 public:
  static Result<std::unique_ptr<Ledger>> open(const Endpoint& endpoint);
  explicit MysqlLedger(std::unique_ptr<Session> session)
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
  Status settle(const std::string& plan, const std::string& source) override;
  Status record_table(const std::string& plan,
                      const AppliedTable& table) override;
  Status forget_table(const std::string& plan,
                      const QualifiedName& table) override;
  Status move_road(const std::string& plan, const RoadId& from,
                   const RoadId& to) override;

 private:
  void add_pace_columns();
  using Values = std::vector<std::pair<std::string, std::string>>;
  // Adds the line, or gives the line of this id the values. Values are SQL.
  Status put(const char* table, const std::string& id, const Values& values);
  Status together(const std::vector<std::string>& statements);
  std::string table(const char* name) const;
  std::string forget_table_sql(const std::string& plan,
                               const QualifiedName& name) const;
  Status wait_for_writers(const std::string& plan, int patience_ms);
  Status held(const std::string& plan, uint64_t connection, const char* what);

  std::unique_ptr<Session> session_;
  std::string locked_plan_;
};

}  // namespace millrace::mysql
