// SPDX-License-Identifier: Apache-2.0
//
// MysqlInspector: engine/inspector.h over one session.
// Thread: one caller at a time.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/inspector.h"
#include "mysql/session.h"

namespace millrace::mysql {

class MysqlInspector : public Inspector {
 public:
  static Result<std::unique_ptr<Inspector>> open(const Endpoint& endpoint);
  explicit MysqlInspector(std::unique_ptr<Session> session);

  Result<ServerFacts> facts() override;
  Result<Catalog> inspect(const Scope& scope) override;
  Result<Catalog> list() override;
  Status probe_rows(const std::vector<QualifiedName>& tables,
                    Catalog* catalog) override;
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>& requests) override;
  Result<std::vector<TableFigures>> figures(
      const std::vector<QualifiedName>& tables, bool keys) override;
  Result<std::vector<KeySpread>> spread(
      const std::vector<SpreadRequest>& requests) override;
  Result<std::vector<KeyBound>> keys_after(const Table& table,
                                           const std::vector<size_t>& key,
                                           const std::optional<KeyBound>& after,
                                           uint64_t rows) override;
  Result<std::vector<KeyBound>> present_keys(
      const Table& table, const std::vector<size_t>& key,
      const std::vector<KeyBound>& keys) override;

 private:
  std::unique_ptr<Session> session_;
};

}  // namespace millrace::mysql
