// SPDX-License-Identifier: Apache-2.0
#include "mysql/schema_writer.h"

#include "base/moment.h"
#include "base/text.h"

namespace millrace::mysql {
namespace {

constexpr unsigned kDuplicate = 1062;  // ER_DUP_ENTRY

}  // namespace

Result<std::unique_ptr<SchemaWriter>> MysqlSchemaWriter::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.writes = options.target = true;
  options.may_take_long = true;  // an index of a large table
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<SchemaWriter>(
      std::make_unique<MysqlSchemaWriter>(std::move(session)));
}

Status MysqlSchemaWriter::run(const std::vector<Statement>& statements) {
  for (const Statement& statement : statements) {
    const std::string head = statement.sql.substr(0, statement.sql.find('\n'));
    const Status status =
        session_->run(statement.sql, cat("cannot run ", head));
    if (!status.ok() && mysql_errno(session_->handle()) == kDuplicate) {
      return Status::refused(cat(status.message(),
                                 "; mend the rows, here and in the source, "
                                 "and apply again: no row is copied anew"))
          .with_code("S310");
    }
    MR_RETURN_IF_ERROR(status);
    moment("schema.after_statement");  // it is committed
  }
  return {};
}

}  // namespace millrace::mysql
