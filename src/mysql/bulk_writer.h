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
#include <optional>
#include <string>

#include "engine/target.h"
#include "mysql/row_sender.h"
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
  explicit MysqlBulkWriter(WriteSession opened) : opened_(std::move(opened)) {}

  Status open_transaction();

  WriteSession opened_;
  bool open_ = false;  // a transaction is
  WriteShape shape_;   // what the sender is for
  std::optional<RowSender> sender_;
};

}  // namespace millrace::mysql
