// SPDX-License-Identifier: Apache-2.0
//
// BulkStatement: one INSERT, prepared once, sent with the values of many rows
// at a time (MariaDB's COM_STMT_BULK_EXECUTE). The server neither parses a
// line nor unescapes a field. MySQL and its library know no such command.
//
// Belongs to a session, which must outlive it. Thread: the session's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mysql/cell_text.h"
#include "mysql/session.h"

namespace millrace::mysql {

class BulkStatement {
 public:
  explicit BulkStatement(Session& session) : session_(session) {}
  ~BulkStatement() { close(); }
  BulkStatement(const BulkStatement&) = delete;
  BulkStatement& operator=(const BulkStatement&) = delete;

  // Do library and server both know the command?
  static bool offered(Session& session);

  bool is(const std::string& sql) const { return sql == sql_ && open(); }
  // `parameters`: what is sent for each question mark of the INSERT.
  Status prepare(const std::string& sql,
                 const std::vector<CellForm>& parameters,
                 std::string_view doing);
  // Bytes that execute() sends besides the rows.
  size_t head_bytes() const { return head_.size() + 1; }
  // Packed rows (packed_rows.h), each with a cell for every parameter.
  Status execute(std::string_view rows, std::string_view doing);

 private:
  bool open() const { return statement_ != nullptr; }
  void close();

  Session& session_;
  MYSQL_STMT* statement_ = nullptr;
  std::string sql_;
  std::string head_;    // of every command
  std::string packet_;  // head and rows, kept for its memory
};

}  // namespace millrace::mysql
