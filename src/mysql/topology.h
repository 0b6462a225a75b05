// SPDX-License-Identifier: Apache-2.0
//
// How tables of DRDS and PolarDB-X lie, as SHOW RULE, SHOW TOPOLOGY and SHOW
// CREATE TABLE say. Their columns differ between versions in number and
// order and are read by name (public documentation: "Rule and topology query
// statements", "SHOW CREATE TABLE"). Thread: pure functions and one reader
// per Session.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/status.h"
#include "model/catalog.h"
#include "mysql/session.h"

namespace millrace::mysql {

// One line of an answer, by upper-case column names; NULL is "".
using NamedRow = std::map<std::string, std::string>;
std::vector<NamedRow> named_rows(QueryRows& rows);

// Sets Table::partitioning of the tables that SHOW RULE names (DRDS mode).
void take_rules(const std::vector<NamedRow>& rules, Catalog* catalog);
// The clause of SHOW CREATE TABLE's answer (AUTO mode).
std::string clause_of_create(const std::vector<NamedRow>& answer);

// How many physical tables a line of SHOW RULE speaks of; 0 = not said, or a
// broadcast table, which has as many as there are databases.
uint64_t tables_of_rule(const NamedRow& rule);
// How many SHOW TOPOLOGY names.
uint64_t tables_of_topology(const std::vector<NamedRow>& topology);

// One Session of a target.
class TopologyReader {
 public:
  explicit TopologyReader(Session& session) : session_(session) {}

  // DRDS mode: one query for all; AUTO mode: one for each table.
  Status read(bool auto_mode, Catalog* catalog);
  // Refused (P334) when a table has fewer physical tables than its rule
  // says. Asked of tables that are written to; DRDS mode.
  Status check_complete(const QualifiedName& table);

 private:
  Result<std::vector<NamedRow>> ask(const std::string& sql,
                                    const std::string& doing);

  Session& session_;
  std::map<std::string, uint64_t> expected_;  // by name in lower case
};

}  // namespace millrace::mysql
