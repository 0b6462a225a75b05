// SPDX-License-Identifier: Apache-2.0
//
// MysqlSchemaWriter: DDL one statement after the other. Each commits by
// itself on these servers; what a crash leaves undone is proposed again,
// because a proposal is made from the catalog as it is. Thread: one caller.
#pragma once

#include <memory>
#include <vector>

#include "engine/target.h"
#include "mysql/session.h"

namespace millrace::mysql {

class MysqlSchemaWriter : public SchemaWriter {
 public:
  static Result<std::unique_ptr<SchemaWriter>> open(const Endpoint& endpoint);
  explicit MysqlSchemaWriter(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Status run(const std::vector<Statement>& statements) override;

 private:
  std::unique_ptr<Session> session_;
};

}  // namespace millrace::mysql
