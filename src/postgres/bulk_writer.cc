// SPDX-License-Identifier: Apache-2.0
#include "postgres/bulk_writer.h"

#include <libpq-fe.h>

#include <algorithm>

#include "base/text.h"
#include "postgres/binary_form.h"
#include "postgres/fence.h"
#include "postgres/identifiers.h"
#include "postgres/ledger_sql.h"

namespace millrace {
namespace {

std::string copy_statement(const WriteShape& shape, bool binary) {
  std::vector<std::string> names;
  for (const WriteColumn& c : shape.columns) names.push_back(c.name);
  return cat("COPY ", quote_name(shape.table), " (", quote_names(names),
             ") FROM STDIN", binary ? " WITH (FORMAT binary)" : "");
}

// The format's signature, no flags, no header extension (manual, "COPY").
constexpr std::string_view kBinaryHeader("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0",
                                         19);
constexpr std::string_view kBinaryTrailer("\377\377", 2);

}  // namespace

Result<std::unique_ptr<BulkWriter>> PostgresBulkWriter::open(
    const Endpoint& endpoint, const std::string& plan, CopyFormat best) {
  SessionOptions options;
  options.replica_role = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  MR_RETURN_IF_ERROR(share_fence(*session, plan));
  return std::unique_ptr<BulkWriter>(
      new PostgresBulkWriter(std::move(session), best));
}

Status PostgresBulkWriter::begin(const WriteShape& shape) {
  where_ = "copy into " + shape.table.str();
  binary_ = copy_format(shape, best_) == CopyFormat::kBinary;
  if (!session_->in_transaction()) MR_RETURN_IF_ERROR(session_->begin());
  Watching limited = session_->watching();
  pg_result* answer =
      PQexec(session_->raw(), copy_statement(shape, binary_).c_str());
  copying_ = PQresultStatus(answer) == PGRES_COPY_IN;
  Status status = session_->check(answer, where_);
  if (status.ok() && binary_) status = write(kBinaryHeader);
  if (!status.ok()) rollback();
  return status;
}

Status PostgresBulkWriter::write(std::string_view encoded_rows) {
  // The library copies what it is given and sends the copy: of a small piece
  // out of the processor's cache.
  static constexpr size_t kPiece = 64 << 10;
  while (!encoded_rows.empty()) {
    Watching limited = session_->watching();
    std::string_view piece = encoded_rows.substr(0, kPiece);
    int sent = PQputCopyData(session_->raw(), piece.data(),
                             static_cast<int>(piece.size()));
    if (sent != 1) {
      // The server has spoken up before the end: its error says more.
      Status status = end_copy();
      return status.ok() ? session_->connection_error(where_) : status;
    }
    encoded_rows.remove_prefix(piece.size());
  }
  return Status();
}

Status PostgresBulkWriter::end_copy() {
  copying_ = false;
  Watching limited = session_->watching();
  if (PQputCopyEnd(session_->raw(), nullptr) != 1) {
    return session_->connection_error(where_);
  }
  Status status;
  while (pg_result* answer = PQgetResult(session_->raw())) {
    Status one = session_->check(answer, where_);
    if (status.ok()) status = one;
  }
  return status;
}

Status PostgresBulkWriter::add(const std::string& plan, const RoadId& road,
                               const ChunkRecord& done) {
  if (copying_) {
    if (binary_) MR_RETURN_IF_ERROR(write(kBinaryTrailer));
    MR_RETURN_IF_ERROR(end_copy());
  }
  if (!session_->in_transaction()) MR_RETURN_IF_ERROR(session_->begin());
  return insert_chunk(*session_, plan, road, done);
}

Status PostgresBulkWriter::commit(const std::string& plan, const RoadId& road,
                                  const ChunkRecord& done) {
  MR_RETURN_IF_ERROR(add(plan, road, done));
  return session_->commit();
}

void PostgresBulkWriter::abandon_copy() {
  copying_ = false;
  Watching limited = session_->watching();
  if (PQputCopyEnd(session_->raw(), "millrace takes the chunk back") != 1) {
    return;
  }
  while (pg_result* answer = PQgetResult(session_->raw())) PQclear(answer);
}

void PostgresBulkWriter::rollback() {
  if (copying_) abandon_copy();
  session_->rollback();
}

}  // namespace millrace
