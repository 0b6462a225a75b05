// SPDX-License-Identifier: Apache-2.0
//
// PostgresBulkWriter: COPY … FROM STDIN in the format that the shape's
// columns allow (binary_form.h), the ledger's chunk line and COMMIT
// in one transaction. Its session shares the plan's fence for its life, and
// keeps triggers and foreign keys of the target quiet where it may
// (session_replication_role). Thread: one caller at a time.
#pragma once

#include <memory>
#include <string>

#include "engine/target.h"
#include "postgres/binary_form.h"
#include "postgres/session.h"

namespace millrace {

class PostgresBulkWriter : public BulkWriter {
 public:
  static Result<std::unique_ptr<BulkWriter>> open(const Endpoint& endpoint,
                                                  const std::string& plan,
                                                  CopyFormat best);

  Status begin(const WriteShape& shape) override;
  Status write(std::string_view encoded_rows) override;
  Status add(const std::string& plan, const RoadId& road,
             const ChunkRecord& done) override;
  Status commit(const std::string& plan, const RoadId& road,
                const ChunkRecord& done) override;
  void rollback() override;

 private:
  PostgresBulkWriter(std::unique_ptr<Session> session, CopyFormat best)
      : session_(std::move(session)), best_(best) {}
  Status end_copy();
  void abandon_copy();

  std::unique_ptr<Session> session_;
  const CopyFormat best_;
  std::string where_;     // "copy into sales.orders"
  bool copying_ = false;  // between COPY and its end
  bool binary_ = false;   // the format of this copy
};

}  // namespace millrace
