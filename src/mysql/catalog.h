// SPDX-License-Identifier: Apache-2.0
//
// Reads a server's catalog out of information_schema. The number of queries
// does not grow with the number of tables; rows are joined here, not there,
// for joins inside information_schema are slow on old servers.
// Thread: one caller at a time per Session.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/status.h"
#include "engine/inspector.h"
#include "model/catalog.h"
#include "mysql/session.h"

namespace millrace::mysql {

// All schemas but the server's own; tables and views by name and kind.
Result<Catalog> read_catalog_list(Session& session);

// Everything of the schemas in `scope`; empty = all but the server's own.
Result<Catalog> read_catalog(Session& session, const Scope& scope);

// The tables that are being read, by name, and the schemas they are in.
// What other rows say of a table that is not here is passed over: it came
// or went between two queries, or is not in scope.
class CatalogFrame {
 public:
  CatalogFrame(std::vector<std::string> schemas, Catalog* catalog);
  Table* find(std::string_view schema, std::string_view table);
  // "WHERE `column` IN ('a','b')"
  std::string where(std::string_view column) const;
  // " AND TABLE_NAME IN (…)": spares the server from opening the others;
  // "" when there are too many to name. `tables` is not empty.
  static std::string and_names(const std::vector<Table*>& tables);
  // Tables with a column for which `test` holds, in no order.
  template <typename Test>
  std::vector<Table*> with_column(Test test) const {
    std::vector<Table*> found;
    for (const auto& [name, table] : tables_) {
      for (const Column& column : table->columns) {
        if (!test(column)) continue;
        found.push_back(table);
        break;
      }
    }
    return found;
  }
  std::vector<Table*> all() const {
    return with_column([](const Column&) { return true; });
  }
  std::vector<Table*> partitioned;

 private:
  std::vector<std::string> schemas_;
  std::map<std::pair<std::string, std::string>, Table*, std::less<>> tables_;
};

Status read_columns(Session& session, CatalogFrame& frame);
// After read_columns: those defaults that its query could not show.
void read_true_defaults(Session& session, CatalogFrame& frame);
Status read_indexes(Session& session, CatalogFrame& frame);
Status read_foreign_keys(Session& session, CatalogFrame& frame);
Status read_triggers(Session& session, CatalogFrame& frame);
Status read_checks(Session& session, CatalogFrame& frame);
Status read_partitions(Session& session, CatalogFrame& frame);

}  // namespace millrace::mysql
