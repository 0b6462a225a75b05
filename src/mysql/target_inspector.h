// SPDX-License-Identifier: Apache-2.0
//
// MysqlTargetInspector: the catalog of a target of the family, read as a
// source's is and then spelled as the dialect spells (native_type,
// target_default), so that what was made compares equal to what was wanted.
// Thread: one caller at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/inspector.h"
#include "mysql/inspector.h"
#include "mysql/session.h"
#include "mysql/topology.h"

namespace millrace::mysql {

// One column or table of a catalog, respelled in place.
void spell_as_target(Column* column);
void spell_as_target(Table* table);

class MysqlTargetInspector : public Inspector {
 public:
  static Result<std::unique_ptr<Inspector>> open(const Endpoint& endpoint);
  explicit MysqlTargetInspector(std::unique_ptr<Session> session);

  Result<ServerFacts> facts() override;
  Result<Catalog> inspect(const Scope& scope) override;
  Result<Catalog> list() override;
  Status probe_rows(const std::vector<QualifiedName>& tables,
                    Catalog* catalog) override;
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>& requests) override;

 private:
  Status read_collations(Flavor* flavor);
  Status read_mode(Flavor* flavor);

  Session* session_;  // of inner_
  MysqlInspector inner_;
  std::string mode_;  // of a DRDS database: "auto" or "drds"
  TopologyReader topology_;
};

}  // namespace millrace::mysql
