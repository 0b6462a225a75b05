// SPDX-License-Identifier: Apache-2.0
//
// A Proposal with one of everything, for the tests of its views.
#pragma once

#include "base/json.h"
#include "proposal/proposal.h"
#include "support/paths.h"
#include "support/process.h"

namespace millrace::test {

// "" when the document fits schemas/<name>.schema.json.
inline std::string schema_says(const std::string& name,
                               const std::string& document) {
  const Result<std::string> found =
      schema_violation(read_file(std::string(test::project_root()) +
                                 "/schemas/" + name + ".schema.json"),
                       document);
  return found.ok() ? *found : found.status().message();
}

inline Plan sample_plan() {
  Plan plan;
  plan.name = "shop";
  return plan;
}

inline Proposal sample_proposal(const Plan& plan) {
  Proposal p;
  p.plan = &plan;
  p.digest = "sha256:" + std::string(64, 'a');
  SourceSummary source;
  source.name = "eu";
  source.flavor.kind = FlavorKind::kMariadb;
  source.flavor.version = "10.11.6";
  source.position.kind = PositionKind::kMariadbGtid;
  source.position.gtid = "0-1-77";
  p.sources.push_back(source);
  p.target.kind = FlavorKind::kPostgresql;
  p.target.version = "15.8";

  ProposedChange schema;
  schema.action = Action::kCreateSchema;
  schema.object = "sales";
  schema.statements = {{"CREATE SCHEMA \"sales\"", false}};
  ProposedChange table;
  table.action = Action::kCreateTable;
  table.object = "sales.orders";
  table.table = {"sales", "orders"};
  table.from = {"eu.shop_1.orders", "eu.shop_2.orders"};
  table.statements = {
      {"CREATE TABLE \"sales\".\"orders\" (\n  \"id\" bigint", false}};
  table.details = {"+ id bigint not null"};
  table.reason = "the target has no such table";
  ProposedChange copy;
  copy.action = Action::kCopyTable;
  copy.object = "sales.orders";
  copy.table = {"sales", "orders"};
  copy.from = {"eu.shop_1.orders"};
  copy.rows_estimate = 120000;
  copy.bytes_estimate = 9000000;
  ProposedChange index;
  index.action = Action::kCreateIndex;
  index.object = "sales.orders";
  index.table = {"sales", "orders"};
  index.risk = Risk::kLocks;
  index.statements = {{"CREATE UNIQUE INDEX \"u\" ON x (y)", true}};
  index.after_copy_end = true;
  ProposedChange stream;
  stream.action = Action::kStartStream;
  stream.object = "eu";
  p.changes = {schema, table, copy, index, stream};

  Finding note;
  note.code = "P131";
  note.severity = Severity::kWarning;
  note.object = "eu.shop_1.orders.idx_note";
  note.message = "a prefix index is left out";
  note.evidence = "KEY idx_note (note(10))";
  p.findings.push_back(note);
  return p;
}

inline Finding sample_error() {
  Finding error;
  error.code = "P102";
  error.severity = Severity::kError;
  error.object = "eu";
  error.message = "a grant is missing";
  error.remedy = "GRANT SELECT ON `shop`.* TO 'm'@'%';\nGRANT MORE;";
  return error;
}

}  // namespace millrace::test
