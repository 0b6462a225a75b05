// SPDX-License-Identifier: Apache-2.0
#include "postgres/schema_writer.h"

#include "base/text.h"

namespace millrace {

namespace {

// A key or unique index over rows that are there already.
Status named(Status status) {
  if (status.message().find("[23505 ") == std::string::npos) return status;
  return Status::refused(cat(status.message(),
                             "; mend the rows, here and in the source, and "
                             "apply again: no row is copied anew"))
      .with_code("S310");
}

}  // namespace

Result<std::unique_ptr<SchemaWriter>> PostgresSchemaWriter::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.may_take_long = true;  // an index of a large table
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<SchemaWriter>(
      std::make_unique<PostgresSchemaWriter>(std::move(session)));
}

Status PostgresSchemaWriter::run(const std::vector<Statement>& statements) {
  for (const Statement& statement : statements) {
    Status status;
    if (statement.outside_transaction) {
      if (session_->in_transaction()) status = session_->commit();
    } else if (!session_->in_transaction()) {
      status = session_->begin();
    }
    if (status.ok()) status = session_->run(statement.sql);
    if (status.ok()) continue;
    session_->rollback();
    return named(std::move(status));
  }
  return session_->in_transaction() ? session_->commit() : Status();
}

}  // namespace millrace
