// SPDX-License-Identifier: Apache-2.0
#include "mysql/topology.h"

#include <cstdlib>
#include <set>

#include "base/text.h"
#include "mysql/drds_dialect.h"
#include "mysql/sharding.h"

namespace millrace::mysql {
namespace {

const std::string& value_of(const NamedRow& row, const char* name) {
  static const std::string kNone;
  const auto found = row.find(name);
  return found == row.end() ? kNone : found->second;
}

uint64_t count_of(const NamedRow& row, const char* name) {
  return std::strtoull(value_of(row, name).c_str(), nullptr, 10);
}

}  // namespace

std::vector<NamedRow> named_rows(QueryRows& rows) {
  static constexpr const char* kNames[] = {
      "TABLE_NAME",          "BROADCAST",        "DB_PARTITION_KEY",
      "DB_PARTITION_POLICY", "TB_PARTITION_KEY", "TB_PARTITION_POLICY",
      "DB_PARTITION_COUNT",  "GROUP_NAME",       "TB_PARTITION_COUNT",
      "CREATE TABLE",        "CREATE DATABASE",  "PARTITION_NAME"};
  std::map<std::string, size_t> places;
  for (const char* name : kNames) {
    const int at = rows.find(name);
    if (at >= 0) places[name] = static_cast<size_t>(at);
  }
  std::vector<NamedRow> out;
  while (rows.next()) {
    NamedRow& row = out.emplace_back();
    for (const auto& [name, at] : places) row[name] = rows.str(at);
  }
  return out;
}

void take_rules(const std::vector<NamedRow>& rules, Catalog* catalog) {
  std::map<std::string, const NamedRow*> by_name;
  for (const NamedRow& rule : rules) {
    by_name[to_lower(value_of(rule, "TABLE_NAME"))] = &rule;
  }
  for (Table& table : catalog->tables) {
    const auto rule = by_name.find(to_lower(table.name.table));
    if (rule == by_name.end()) continue;
    table.partitioning = partitioning_of_rule(*rule->second);
  }
}

std::string clause_of_create(const std::vector<NamedRow>& answer) {
  return answer.empty() ? ""
                        : partitioning_of(value_of(answer[0], "CREATE TABLE"));
}

uint64_t tables_of_rule(const NamedRow& rule) {
  if (partitioning_of_rule(rule) == "BROADCAST") return 0;
  const uint64_t databases = count_of(rule, "DB_PARTITION_COUNT");
  const uint64_t tables = count_of(rule, "TB_PARTITION_COUNT");
  return databases * tables;
}

uint64_t tables_of_topology(const std::vector<NamedRow>& topology) {
  std::set<std::pair<std::string, std::string>> tables;
  for (const NamedRow& row : topology) {
    tables.emplace(value_of(row, "GROUP_NAME"), value_of(row, "TABLE_NAME"));
  }
  return tables.size();
}

Result<std::vector<NamedRow>> TopologyReader::ask(const std::string& sql,
                                                  const std::string& doing) {
  auto rows = session_.query(sql, doing);
  if (!rows.ok()) return rows.status();
  return named_rows(*rows);
}

Status TopologyReader::read(bool auto_mode, Catalog* catalog) {
  if (!auto_mode) {
    MR_ASSIGN_OR_RETURN(const std::vector<NamedRow> rules,
                        ask("SHOW RULE", "cannot read the sharding rules"));
    take_rules(rules, catalog);
    for (const NamedRow& rule : rules) {
      expected_[to_lower(value_of(rule, "TABLE_NAME"))] = tables_of_rule(rule);
    }
    return {};
  }
  for (Table& table : catalog->tables) {
    if (table.kind != TableKind::kBase) continue;
    MR_ASSIGN_OR_RETURN(
        const std::vector<NamedRow> answer,
        ask("SHOW CREATE TABLE " + quote_table(table.name),
            cat("cannot read how ", table.name.str(), " is spread")));
    table.partitioning = clause_of_create(answer);
  }
  return {};
}

Status TopologyReader::check_complete(const QualifiedName& table) {
  const auto expected = expected_.find(to_lower(table.table));
  if (expected == expected_.end() || expected->second < 2) return {};
  MR_ASSIGN_OR_RETURN(const std::vector<NamedRow> topology,
                      ask("SHOW TOPOLOGY FROM " + quote_identifier(table.table),
                          cat("cannot read where ", table.str(), " lies")));
  const uint64_t there = tables_of_topology(topology);
  if (there >= expected->second) return {};
  return Status::refused(
             cat(table.str(), " has ", there, " of the ", expected->second,
                 " physical tables that its rule speaks of: a statement that "
                 "makes it is not done or failed; SHOW DDL tells, CHECK TABLE ",
                 quote_identifier(table.table), " names what is missing"))
      .with_code("P334");
}

}  // namespace millrace::mysql
