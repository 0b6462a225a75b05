// SPDX-License-Identifier: Apache-2.0
//
// MysqlReading, MysqlWriting: MySQL 5.6 and later, MariaDB, DRDS and
// PolarDB-X as a target (engine/target.h). They hold nothing. Thread: any.
#pragma once

#include "engine/target.h"

namespace millrace::mysql {

class MysqlReading : public TargetReading {
 public:
  Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint& endpoint) const override;
  std::unique_ptr<Dialect> dialect(const Flavor& flavor) const override;
};

class MysqlWriting : public TargetWriting {
 public:
  Result<std::unique_ptr<Ledger>> ledger(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<SchemaWriter>> schema_writer(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<BulkWriter>> bulk_writer(
      const Endpoint& endpoint, const std::string& plan) const override;
  Result<std::unique_ptr<ChangeWriter>> change_writer(
      const Endpoint& endpoint, const std::string& plan) const override;
  std::unique_ptr<RowEncoder> row_encoder(
      const WriteShape& shape) const override;
};

}  // namespace millrace::mysql
