// SPDX-License-Identifier: Apache-2.0
//
// MysqlBulkWriter: rows by LOAD DATA LOCAL INFILE out of memory where the
// server takes it (local_infile), else by INSERTs of many rows. A warning is
// an error: LOCAL turns values that do not fit and keys that are there
// already into warnings, and nothing may be skipped or changed silently.
// Thread: one caller at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/target.h"
#include "mysql/cell_text.h"
#include "mysql/session.h"
#include "mysql/write_session.h"

namespace millrace::mysql {

class MysqlBulkWriter : public BulkWriter {
 public:
  static Result<std::unique_ptr<BulkWriter>> open(const Endpoint& endpoint,
                                                  const std::string& plan);

  Status begin(const WriteShape& shape) override;
  Status write(std::string_view encoded_rows) override;
  Status add(const std::string& plan, const RoadId& road,
             const ChunkRecord& done) override;
  Status commit(const std::string& plan, const RoadId& road,
                const ChunkRecord& done) override;
  void rollback() override;

 private:
  explicit MysqlBulkWriter(WriteSession opened)
      : session_(std::move(opened.session)),
        loads_(opened.loads),
        statement_bytes_(opened.statement_bytes),
        packet_bytes_(opened.packet_bytes) {}

  Status open_transaction();
  Status load(std::string_view rows);
  Status insert(std::string_view rows);

  std::unique_ptr<Session> session_;
  bool open_ = false;       // a transaction is
  bool loads_;              // the server takes LOAD DATA LOCAL
  size_t statement_bytes_;  // most bytes of one INSERT
  size_t packet_bytes_;     // that the server takes
  std::string where_;
  std::string load_sql_;
  std::string insert_head_;
  std::vector<CellForm> forms_;
};

}  // namespace millrace::mysql
