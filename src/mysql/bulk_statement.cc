// SPDX-License-Identifier: Apache-2.0
#include "mysql/bulk_statement.h"

#include "base/text.h"

namespace millrace::mysql {

void BulkStatement::close() {
  if (statement_ != nullptr) mysql_stmt_close(statement_);
  statement_ = nullptr;
}

#ifdef MARIADB_PACKAGE_VERSION

namespace {

// MariaDB's protocol documentation, "COM_STMT_BULK_EXECUTE": the statement's
// id, flags (the parameters' types follow), a type and a sign for each.
constexpr unsigned kTypesFollow = 128;
// A packet kept for longer than a row was needed is let go.
constexpr size_t kMostKept = 1 << 20;

void append_number(unsigned long n, size_t bytes, std::string& out) {
  for (size_t i = 0; i < bytes; ++i) {
    out.push_back(static_cast<char>(n >> (8 * i)));
  }
}

bool is_bytes(CellForm form) {
  return form == CellForm::kBytes || form == CellForm::kBits;
}

}  // namespace

bool BulkStatement::offered(Session& session) {
  unsigned capabilities = 0;
  if (mariadb_get_infov(session.handle(),
                        MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES,
                        &capabilities) != 0) {
    return false;
  }
  return (capabilities & (MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32)) != 0;
}

Status BulkStatement::prepare(const std::string& sql,
                              const std::vector<CellForm>& parameters,
                              std::string_view doing) {
  close();
  const Watching limited = session_.watching(session_.answer_limit());
  statement_ = mysql_stmt_init(session_.handle());
  if (statement_ == nullptr ||
      mysql_stmt_prepare(statement_, sql.data(), sql.size()) != 0) {
    const Status status = session_.last_error(doing);
    close();
    return status;
  }
  sql_ = sql;
  head_.clear();
  append_number(statement_->stmt_id, 4, head_);
  append_number(kTypesFollow, 2, head_);
  for (const CellForm form : parameters) {
    append_number(is_bytes(form) ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING, 2,
                  head_);
  }
  return {};
}

Status BulkStatement::execute(std::string_view rows, std::string_view doing) {
  packet_ = head_;
  packet_.append(rows);
  MYSQL* const mysql = session_.handle();
  const Watching limited = session_.watching(session_.answer_limit());
  const bool failed =
      mysql->methods->db_command(mysql, COM_STMT_BULK_EXECUTE, packet_.data(),
                                 packet_.size(), 1, statement_) != 0 ||
      mysql_read_query_result(mysql) != 0;
  if (packet_.capacity() > kMostKept) packet_ = std::string();
  if (failed) return session_.last_error(doing);
  return session_.check_warnings(doing);
}

#else

bool BulkStatement::offered(Session&) { return false; }

Status BulkStatement::prepare(const std::string&, const std::vector<CellForm>&,
                              std::string_view doing) {
  return Status::broken(cat(doing, ": the library has no bulk statements"));
}

Status BulkStatement::execute(std::string_view, std::string_view doing) {
  return Status::broken(cat(doing, ": the library has no bulk statements"));
}

#endif

}  // namespace millrace::mysql
