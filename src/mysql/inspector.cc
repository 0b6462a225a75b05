// SPDX-License-Identifier: Apache-2.0
#include "mysql/inspector.h"

#include "base/text.h"
#include "mysql/catalog.h"
#include "mysql/facts.h"
#include "mysql/key_figures.h"
#include "mysql/key_spread.h"
#include "mysql/scan_run.h"

namespace millrace::mysql {

Result<std::unique_ptr<Inspector>> MysqlInspector::open(
    const Endpoint& endpoint) {
  auto session = Session::open(endpoint);
  if (!session.ok()) return session.status();
  return std::unique_ptr<Inspector>(
      std::make_unique<MysqlInspector>(std::move(session).value()));
}

MysqlInspector::MysqlInspector(std::unique_ptr<Session> session)
    : session_(std::move(session)) {}

Result<ServerFacts> MysqlInspector::facts() { return read_facts(*session_); }

Result<Catalog> MysqlInspector::inspect(const Scope& scope) {
  return read_catalog(*session_, scope);
}

Result<Catalog> MysqlInspector::list() { return read_catalog_list(*session_); }

Status MysqlInspector::probe_rows(const std::vector<QualifiedName>& tables,
                                  Catalog* catalog) {
  for (const QualifiedName& name : tables) {
    for (Table& table : catalog->tables) {
      if (table.name != name) continue;
      auto one = session_->value(
          cat("SELECT EXISTS (SELECT 1 FROM ", quote_table(name), ")"),
          cat("cannot look into ", name.str()));
      if (!one.ok()) return one.status();
      table.has_rows = *one == "1";
    }
  }
  return {};
}

Result<std::vector<ScanAnswer>> MysqlInspector::scan(
    const std::vector<ScanRequest>& requests) {
  return scan_tables(*session_, requests);
}

Result<std::vector<TableFigures>> MysqlInspector::figures(
    const std::vector<QualifiedName>& tables, bool keys) {
  return read_figures(*session_, tables, keys);
}

Result<std::vector<KeySpread>> MysqlInspector::spread(
    const std::vector<SpreadRequest>& requests) {
  return read_spreads(*session_, requests);
}

Result<std::vector<KeyBound>> MysqlInspector::keys_after(
    const Table& table, const std::vector<size_t>& key,
    const std::optional<KeyBound>& after, uint64_t rows) {
  return mysql::keys_after(*session_, table, key, after, rows);
}

Result<std::vector<KeyBound>> MysqlInspector::present_keys(
    const Table& table, const std::vector<size_t>& key,
    const std::vector<KeyBound>& keys) {
  return mysql::present_keys(*session_, table, key, keys);
}

}  // namespace millrace::mysql
