// SPDX-License-Identifier: Apache-2.0
#include "mysql/mysql_target.h"

#include "mysql/bulk_writer.h"
#include "mysql/change_writer.h"
#include "mysql/content_reader.h"
#include "mysql/dialect.h"
#include "mysql/drds_dialect.h"
#include "mysql/ledger.h"
#include "mysql/packed_rows.h"
#include "mysql/schema_writer.h"
#include "mysql/target_inspector.h"

namespace millrace::mysql {

Result<std::unique_ptr<Inspector>> MysqlReading::inspector(
    const Endpoint& endpoint) const {
  return MysqlTargetInspector::open(endpoint);
}

Result<std::unique_ptr<LedgerReader>> MysqlReading::ledger_reader(
    const Endpoint& endpoint) const {
  return MysqlLedgerReader::open(endpoint);
}

Result<std::unique_ptr<ContentReader>> MysqlReading::content_reader(
    const Endpoint& endpoint) const {
  return MysqlContentReader::open_target(endpoint);
}

std::unique_ptr<Dialect> MysqlReading::dialect(const Flavor& flavor) const {
  if (flavor.kind == FlavorKind::kDrds) {
    return std::make_unique<DrdsDialect>(flavor);
  }
  return std::make_unique<MysqlDialect>(flavor);
}

Result<std::unique_ptr<Ledger>> MysqlWriting::ledger(
    const Endpoint& endpoint) const {
  return MysqlLedger::open(endpoint);
}

Result<std::unique_ptr<SchemaWriter>> MysqlWriting::schema_writer(
    const Endpoint& endpoint) const {
  return MysqlSchemaWriter::open(endpoint);
}

Result<std::unique_ptr<BulkWriter>> MysqlWriting::bulk_writer(
    const Endpoint& endpoint, const std::string& plan) const {
  return MysqlBulkWriter::open(endpoint, plan);
}

Result<std::unique_ptr<ChangeWriter>> MysqlWriting::change_writer(
    const Endpoint& endpoint, const std::string& plan) const {
  return MysqlChangeWriter::open(endpoint, plan);
}

std::unique_ptr<RowEncoder> MysqlWriting::row_encoder(
    const WriteShape& shape) const {
  return std::make_unique<RowPacker>(shape);
}

}  // namespace millrace::mysql
