// SPDX-License-Identifier: Apache-2.0
//
// MysqlSource: MySQL 5.5 to 9.x and MariaDB as a source. Every part opens
// its own session; none outlives what it was made for. Thread: const, any.
#pragma once

#include <memory>

#include "engine/source.h"

namespace millrace::mysql {

class MysqlSource : public SourceEngine {
 public:
  Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint& endpoint, const ChangeLogOptions& options) const override;
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint& endpoint) const override;
  std::unique_ptr<KeyOrder> key_order(
      const Table& table, const std::vector<size_t>& key) const override;
};

}  // namespace millrace::mysql
