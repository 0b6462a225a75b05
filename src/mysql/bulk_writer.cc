// SPDX-License-Identifier: Apache-2.0
#include "mysql/bulk_writer.h"

#include "base/text.h"
#include "mysql/ledger_sql.h"

namespace millrace::mysql {

Result<std::unique_ptr<BulkWriter>> MysqlBulkWriter::open(
    const Endpoint& endpoint, const std::string& plan) {
  MR_ASSIGN_OR_RETURN(WriteSession opened, open_write_session(endpoint, plan));
  return std::unique_ptr<BulkWriter>(new MysqlBulkWriter(std::move(opened)));
}

Status MysqlBulkWriter::begin(const WriteShape& shape) {
  // A statement that is prepared is good for every chunk of its table.
  if (!sender_ || !(shape_ == shape)) {
    shape_ = shape;
    sender_.emplace(opened_, shape_, RowEnd::kRefused,
                    "copy into " + shape.table.str());
  }
  return open_transaction();
}

Status MysqlBulkWriter::open_transaction() {
  if (open_) return {};
  MR_RETURN_IF_ERROR(opened_.session->begin());
  open_ = true;
  return {};
}

Status MysqlBulkWriter::write(std::string_view encoded_rows) {
  return sender_->write(encoded_rows);
}

Status MysqlBulkWriter::commit(const std::string& plan, const RoadId& road,
                               const ChunkRecord& done) {
  MR_RETURN_IF_ERROR(add(plan, road, done));
  open_ = false;
  return opened_.session->commit();
}

Status MysqlBulkWriter::add(const std::string& plan, const RoadId& road,
                            const ChunkRecord& done) {
  MR_RETURN_IF_ERROR(open_transaction());
  return insert_chunk(*opened_.session, plan, road, done);
}

void MysqlBulkWriter::rollback() {
  open_ = false;
  opened_.session->rollback();
}

}  // namespace millrace::mysql
