// SPDX-License-Identifier: Apache-2.0
//
// The schema phase of ApplyRun: schemas, tables and columns before the data,
// indexes after it.
#include "apply/apply_run.h"
#include "base/moment.h"

namespace millrace {
namespace {

bool before_data(Action action) {
  return action == Action::kCreateSchema || action == Action::kCreateTable ||
         action == Action::kAlterTable;
}

}  // namespace

Status ApplyRun::run_statements(const ProposedChange& change) {
  if (change.statements.empty()) return {};
  for (const Statement& statement : change.statements) {
    context_.observer.statement(statement.sql);
  }
  MR_ASSIGN_OR_RETURN(auto writer, context_.writing.schema_writer(target_));
  MR_RETURN_IF_ERROR(writer->run(change.statements).at(change.object));
  result_.statements += change.statements.size();
  moment("schema.after_change");
  return {};
}

Status ApplyRun::schema_phase() {
  context_.observer.phase("schema");
  for (const ProposedChange& change : proposal_.changes) {
    if (stopped()) return {};
    if (change.action == Action::kForgetTable && change.road) {
      MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) {
        return ledger.forget(plan_.name, change.road);
      }));
    }
    if (change.action == Action::kStopStream) {
      MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) {
        return ledger.forget_stream(plan_.name, change.object);
      }));
    }
    if (before_data(change.action)) {
      MR_RETURN_IF_ERROR(run_statements(change));
    }
  }
  MR_RETURN_IF_ERROR(take_over_names());
  MR_RETURN_IF_ERROR(record_tables());
  return options_.goal == Goal::kSchema ? build_uncopied_indexes() : Status();
}

// Where no row comes, there is nothing to wait for.
Status ApplyRun::build_uncopied_indexes() {
  std::set<QualifiedName> copied;
  for (const ProposedChange& change : proposal_.changes) {
    if (change.action == Action::kCopyTable) copied.insert(change.table);
  }
  bool made = false;
  for (const ProposedChange& change : proposal_.changes) {
    if (stopped()) return {};
    if (change.action != Action::kCreateIndex || change.after_copy_end ||
        copied.count(change.table) != 0) {
      continue;
    }
    MR_RETURN_IF_ERROR(run_statements(change));
    indexes_made_.insert(change.object);
    made = true;
  }
  return made ? record_tables() : Status();
}

// Unique indexes wait until the stream has passed the end of the copy: the
// chunks of a copy are read one after the other, so that a value which moved
// from one row to another meanwhile may stand in both until then.
Status ApplyRun::build_indexes(bool after_copy_end) {
  bool made = false;
  for (const ProposedChange& change : proposal_.changes) {
    if (stopped()) return {};
    if (change.action == Action::kCreateIndex &&
        change.after_copy_end == after_copy_end) {
      MR_RETURN_IF_ERROR(run_statements(change));
      indexes_made_.insert(change.object);
      made = true;
    }
  }
  return made ? record_tables() : Status();
}

}  // namespace millrace
