// SPDX-License-Identifier: Apache-2.0
//
// PostgreSQL as a target: what main.cc hands to cli. Stateless; every call
// opens a session of its own. Thread: any.
#pragma once

#include "engine/target.h"
#include "postgres/binary_form.h"

namespace millrace {

class PostgresReading : public TargetReading {
 public:
  Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint& endpoint) const override;
  std::unique_ptr<Dialect> dialect(const Flavor& flavor) const override;
};

class PostgresWriting : public TargetWriting {
 public:
  // kText for servers whose COPY knows no binary format: Greenplum.
  explicit PostgresWriting(CopyFormat best = CopyFormat::kBinary)
      : best_(best) {}
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

 private:
  const CopyFormat best_;
};

}  // namespace millrace
