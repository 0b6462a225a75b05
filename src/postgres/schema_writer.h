// SPDX-License-Identifier: Apache-2.0
//
// PostgresSchemaWriter: runs the statements of schema changes, all in one
// transaction save those that must stand outside. Thread: one at a time.
#pragma once

#include <memory>
#include <vector>

#include "engine/target.h"
#include "postgres/session.h"

namespace millrace {

class PostgresSchemaWriter : public SchemaWriter {
 public:
  static Result<std::unique_ptr<SchemaWriter>> open(const Endpoint& endpoint);
  explicit PostgresSchemaWriter(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Status run(const std::vector<Statement>& statements) override;
  bool all_or_nothing() const override { return true; }

 private:
  std::unique_ptr<Session> session_;
};

}  // namespace millrace
