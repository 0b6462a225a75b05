// SPDX-License-Identifier: Apache-2.0
#include "postgres/postgres_target.h"

#include "postgres/binary_form.h"
#include "postgres/bulk_writer.h"
#include "postgres/catalog.h"
#include "postgres/change_writer.h"
#include "postgres/content_reader.h"
#include "postgres/dialect.h"
#include "postgres/greenplum.h"
#include "postgres/ledger.h"
#include "postgres/schema_writer.h"
#include "postgres/values.h"

namespace millrace {

Result<std::unique_ptr<Inspector>> PostgresReading::inspector(
    const Endpoint& endpoint) const {
  return PostgresInspector::open(endpoint);
}

Result<std::unique_ptr<LedgerReader>> PostgresReading::ledger_reader(
    const Endpoint& endpoint) const {
  return PostgresLedgerReader::open(endpoint);
}

Result<std::unique_ptr<ContentReader>> PostgresReading::content_reader(
    const Endpoint& endpoint) const {
  return PostgresContentReader::open(endpoint);
}

std::unique_ptr<Dialect> PostgresReading::dialect(const Flavor& flavor) const {
  if (flavor.kind == FlavorKind::kGreenplum) {
    return std::make_unique<GreenplumDialect>(flavor);
  }
  return std::make_unique<PostgresDialect>(flavor);
}

Result<std::unique_ptr<Ledger>> PostgresWriting::ledger(
    const Endpoint& endpoint) const {
  return PostgresLedger::open(endpoint);
}

Result<std::unique_ptr<SchemaWriter>> PostgresWriting::schema_writer(
    const Endpoint& endpoint) const {
  return PostgresSchemaWriter::open(endpoint);
}

Result<std::unique_ptr<BulkWriter>> PostgresWriting::bulk_writer(
    const Endpoint& endpoint, const std::string& plan) const {
  return PostgresBulkWriter::open(endpoint, plan, best_);
}

Result<std::unique_ptr<ChangeWriter>> PostgresWriting::change_writer(
    const Endpoint& endpoint, const std::string& plan) const {
  return PostgresChangeWriter::open(endpoint, plan);
}

std::unique_ptr<RowEncoder> PostgresWriting::row_encoder(
    const WriteShape& shape) const {
  if (copy_format(shape, best_) == CopyFormat::kBinary) {
    return std::make_unique<BinaryCopyEncoder>(shape);
  }
  return std::make_unique<CopyEncoder>(shape);
}

}  // namespace millrace
