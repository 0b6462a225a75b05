// SPDX-License-Identifier: Apache-2.0
#include "mysql/target_inspector.h"

#include "base/text.h"
#include "mysql/drds_dialect.h"
#include "mysql/facts.h"
#include "mysql/native_type.h"
#include "mysql/target_default.h"

namespace millrace::mysql {
namespace {

// How long one column of an index may be, in bytes.
std::string index_bytes(const ServerFacts& facts) {
  const Flavor& flavor = facts.flavor;
  const bool modern = flavor.kind == FlavorKind::kMariadb
                          ? flavor.at_least(10, 2, 2)
                          : flavor.at_least(5, 7, 9);
  if (flavor.kind == FlavorKind::kDrds) return "767";
  if (!modern) return "767";  // without ROW_FORMAT, which is left alone
  const std::string& format = facts.setting("innodb_default_row_format");
  return format == "compact" || format == "redundant" ? "767" : "3072";
}

}  // namespace

void spell_as_target(Column* column) {
  column->default_value = default_text(*column);
  column->default_is_expression = column->default_value.has_value();
  const std::string text = native_text(column->type);
  if (!text.empty()) column->native = text;
}

void spell_as_target(Table* table) {
  for (Column& column : table->columns) spell_as_target(&column);
}

Result<std::unique_ptr<Inspector>> MysqlTargetInspector::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.target = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<Inspector>(
      std::make_unique<MysqlTargetInspector>(std::move(session)));
}

MysqlTargetInspector::MysqlTargetInspector(std::unique_ptr<Session> session)
    : session_(session.get()),
      inner_(std::move(session)),
      topology_(*session_) {}

Status MysqlTargetInspector::read_collations(Flavor* flavor) {
  const bool full_names =
      flavor->kind == FlavorKind::kMariadb && flavor->at_least(10, 10, 1);
  auto rows = session_->query(
      full_names ? "SELECT FULL_COLLATION_NAME FROM information_schema."
                   "COLLATION_CHARACTER_SET_APPLICABILITY"
                 : "SELECT COLLATION_NAME FROM information_schema.COLLATIONS",
      "cannot list the collations");
  if (!rows.ok()) return rows.status();
  while (rows->next()) flavor->collations.insert(rows->str(0));
  return {};
}

Status MysqlTargetInspector::read_mode(Flavor* flavor) {
  auto rows = session_->query(
      "SHOW CREATE DATABASE " + quote_identifier(session_->endpoint().database),
      "cannot ask the database's mode");
  if (!rows.ok()) return rows.status();
  const std::vector<NamedRow> answer = named_rows(*rows);
  mode_ = answer.empty()
              ? "drds"
              : mode_of_database(answer[0].contains("CREATE DATABASE")
                                     ? answer[0].at("CREATE DATABASE")
                                     : "");
  flavor->traits["mode"] = mode_;
  return {};
}

Result<ServerFacts> MysqlTargetInspector::facts() {
  MR_ASSIGN_OR_RETURN(ServerFacts facts, read_target_facts(*session_));
  if (facts.flavor.kind == FlavorKind::kDrds) {
    MR_RETURN_IF_ERROR(read_mode(&facts.flavor));
  } else {
    MR_RETURN_IF_ERROR(read_collations(&facts.flavor));
  }
  facts.flavor.traits["index_bytes"] = index_bytes(facts);
  const std::string& explicitly =
      facts.setting("explicit_defaults_for_timestamp");
  facts.flavor.traits["explicit_defaults_for_timestamp"] =
      explicitly.empty() ? "OFF" : explicitly;
  return facts;
}

Result<Catalog> MysqlTargetInspector::inspect(const Scope& scope) {
  MR_ASSIGN_OR_RETURN(Catalog catalog, inner_.inspect(scope));
  for (Table& table : catalog.tables) spell_as_target(&table);
  if (session_->flavor().kind == FlavorKind::kDrds) {
    MR_RETURN_IF_ERROR(topology_.read(mode_ == "auto", &catalog));
  }
  return catalog;
}

Result<Catalog> MysqlTargetInspector::list() { return inner_.list(); }

Status MysqlTargetInspector::probe_rows(
    const std::vector<QualifiedName>& tables, Catalog* catalog) {
  for (const QualifiedName& name : tables) {
    MR_RETURN_IF_ERROR(topology_.check_complete(name));
  }
  return inner_.probe_rows(tables, catalog);
}

Result<std::vector<ScanAnswer>> MysqlTargetInspector::scan(
    const std::vector<ScanRequest>& requests) {
  return inner_.scan(requests);
}

}  // namespace millrace::mysql
