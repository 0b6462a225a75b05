// SPDX-License-Identifier: Apache-2.0
//
// MysqlBulkWriter: rows as the parameters of bulk statements where library
// and server know them (MariaDB), else by LOAD DATA LOCAL INFILE out of
// memory where the server takes it (local_infile), else, and where they are
// few, by INSERTs of many rows. A warning is
// an error: LOCAL turns values that do not fit and keys that are there
// already into warnings, and nothing may be skipped or changed silently.
// Thread: one caller at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/target.h"
#include "mysql/bulk_statement.h"
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
        statement_(*session_),
        bulk_(opened.bulk),
        loads_(opened.loads),
        statement_bytes_(opened.statement_bytes),
        packet_bytes_(opened.packet_bytes) {}

  Status open_transaction();
  Status send_in_packets(std::string_view rows);
  Status load(std::string_view rows);
  Status insert(std::string_view rows);
  size_t row_bytes(std::string_view rows) const;

  std::unique_ptr<Session> session_;
  BulkStatement statement_;
  bool open_ = false;       // a transaction is
  bool bulk_;               // the server takes bulk statements
  bool loads_;              // the server takes LOAD DATA LOCAL
  size_t statement_bytes_;  // most bytes of one INSERT
  size_t packet_bytes_;     // that the server takes
  std::string where_;
  std::string load_sql_;
  std::string bulk_sql_;
  std::string insert_head_;
  std::vector<CellForm> forms_;       // of the columns
  std::vector<CellForm> parameters_;  // of those that are sent
};

}  // namespace millrace::mysql
