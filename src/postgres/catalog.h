// SPDX-License-Identifier: Apache-2.0
//
// PostgresInspector: reads schemas, tables and facts out of pg_catalog, in
// a fixed number of queries however many tables there are. Its session is
// read-only. Thread: one caller at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/inspector.h"
#include "model/endpoint.h"
#include "postgres/catalog_sql.h"
#include "postgres/session.h"

namespace millrace {

class PostgresInspector : public Inspector {
 public:
  static Result<std::unique_ptr<Inspector>> open(const Endpoint& endpoint);
  explicit PostgresInspector(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Result<ServerFacts> facts() override;
  Result<Catalog> inspect(const Scope& scope) override;
  Result<Catalog> list() override;
  Status probe_rows(const std::vector<QualifiedName>& tables,
                    Catalog* catalog) override;
  // Refused: values are scanned on sources.
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>& requests) override;

 private:
  // Tables by the server's oid while the details are being read.
  using ByOid = std::map<int64_t, Table>;

  Status read_shape();  // of the server's catalogs, once
  Status read_schemas(const Scope& scope, Catalog* catalog);
  Result<ByOid> read_tables(const Scope& scope);
  Status read_columns(const Scope& scope, ByOid* tables);
  Status read_indexes(const Scope& scope, ByOid* tables);
  Status read_foreign_keys(const Scope& scope, ByOid* tables);
  Status read_triggers(const Scope& scope, ByOid* tables);
  Status read_distribution(const Scope& scope, ByOid* tables);
  Status read_identity(ServerFacts* facts);
  Status read_settings(ServerFacts* facts);
  Status read_privileges(ServerFacts* facts);
  Status probe_some(const std::vector<Table*>& tables);

  std::unique_ptr<Session> session_;
  CatalogShape shape_;
};

}  // namespace millrace
