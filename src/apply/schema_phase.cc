// SPDX-License-Identifier: Apache-2.0
//
// The schema phase of ApplyRun: schemas, tables and columns before the data,
// indexes after it.
#include <algorithm>
#include <chrono>

#include "apply/apply_run.h"
#include "apply/index_build.h"
#include "base/moment.h"
#include "base/patience.h"
#include "base/text.h"

namespace millrace {
namespace {

// A transaction of a server holds a lock for each table that it makes.
constexpr size_t kMostTablesAtOnce = 50;

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
  MR_ASSIGN_OR_RETURN(SchemaWriter * writer, schema_writer());
  const Status status = writer->run(change.statements).at(change.object);
  if (!status.ok()) schema_writer_.reset();
  MR_RETURN_IF_ERROR(status);
  result_.statements += change.statements.size();
  moment("schema.after_change");
  return {};
}

// Nothing is under way while a session is opened: it is tried again.
Result<SchemaWriter*> ApplyRun::schema_writer() {
  Patience patience(std::chrono::seconds(plan_.limits.retry_seconds));
  while (!schema_writer_) {
    auto opened = context_.writing.schema_writer(target_);
    if (opened.ok()) {
      schema_writer_ = std::move(opened).value();
      break;
    }
    const Status failure = opened.status();
    if (failure.kind() != StatusKind::kRetry) return failure;
    context_.observer.note(cat(failure.message(), "; trying again"));
    if (!patience.wait(context_.stop)) return failure;
  }
  return schema_writer_.get();
}

// New tables come in one commit, many at once; where one of them fails,
// one by one, so that its name is told.
Status ApplyRun::run_batch(const std::vector<const ProposedChange*>& batch) {
  if (batch.empty()) return {};
  MR_ASSIGN_OR_RETURN(SchemaWriter * writer, schema_writer());
  if (batch.size() > 1 && writer->all_or_nothing()) {
    std::vector<Statement> statements;
    for (const ProposedChange* change : batch) {
      statements.insert(statements.end(), change->statements.begin(),
                        change->statements.end());
    }
    if (writer->run(statements).ok()) {
      for (const Statement& statement : statements) {
        context_.observer.statement(statement.sql);
      }
      result_.statements += statements.size();
      moment("schema.after_change");
      return {};
    }
    schema_writer_.reset();
  }
  for (const ProposedChange* change : batch) {
    if (stopped()) return {};
    MR_RETURN_IF_ERROR(run_statements(*change));
  }
  return {};
}

Status ApplyRun::schema_phase() {
  context_.observer.phase("schema");
  MR_RETURN_IF_ERROR(change_schema());
  schema_writer_.reset();  // not to idle while rows are copied
  if (stopped()) return {};
  MR_RETURN_IF_ERROR(take_over_names());
  MR_RETURN_IF_ERROR(record_tables(false));
  // Who asks for the schema gets its keys and indexes now, though rows that
  // come later come slower for them.
  return options_.goal == Goal::kSchema ? build_indexes(false) : Status();
}

Status ApplyRun::change_schema() {
  std::vector<const ProposedChange*> tables;
  for (const ProposedChange& change : proposal_.changes) {
    if (stopped()) return {};
    const bool joins = change.action == Action::kCreateTable;
    if (!joins || tables.size() == kMostTablesAtOnce) {
      MR_RETURN_IF_ERROR(run_batch(tables));
      tables.clear();
    }
    if (joins) {
      tables.push_back(&change);
      continue;
    }
    if (change.action == Action::kClearTable && change.road) {
      MR_RETURN_IF_ERROR(run_statements(change));
    }
    if (change.action == Action::kForgetTable && change.road) {
      const RoadRecord* road = state_.road(*change.road);
      if (road != nullptr && road->created_by_us) ours_.insert(road->id.to);
      MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) {
        return ledger.forget(plan_.name, change.road);
      }));
      MR_RETURN_IF_ERROR(read_ledger());
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
  return run_batch(tables);
}

// Unique indexes wait until the stream has passed the end of the copy: the
// chunks of a copy are read one after the other, so that a value which moved
// from one row to another meanwhile may stand in both until then.
Status ApplyRun::build_indexes(bool after_copy_end) {
  std::vector<const ProposedChange*> changes;
  for (const ProposedChange& change : proposal_.changes) {
    if (change.action == Action::kCreateIndex &&
        change.after_copy_end == after_copy_end) {
      changes.push_back(&change);
    }
  }
  return build(changes);
}

// By its own session: builders ask at the same time.
Result<bool> ApplyRun::index_there(const ProposedChange& change) const {
  MR_ASSIGN_OR_RETURN(auto inspector, context_.reading.inspector(target_));
  Scope scope;
  scope.schemas = {change.table.schema};
  MR_ASSIGN_OR_RETURN(const Catalog catalog, inspector->inspect(scope));
  const Table* table = catalog.table(change.table);
  if (table == nullptr) return false;
  if (change.primary_key) return table->primary_key.has_value();
  return std::any_of(
      table->indexes.begin(), table->indexes.end(),
      [&](const Index& index) { return index.name == change.index; });
}

Status ApplyRun::build(const std::vector<const ProposedChange*>& changes) {
  IndexBuild build(context_.writing, target_, context_.observer, context_.stop,
                   plan_.limits.writers);
  build.be_patient(
      std::chrono::seconds(plan_.limits.retry_seconds),
      [this](const ProposedChange& change) { return index_there(change); });
  const Status status = build.run(changes);
  indexes_made_.insert(build.made().begin(), build.made().end());
  result_.statements += build.statements();
  MR_RETURN_IF_ERROR(status);
  return build.made().empty() ? Status() : record_tables(true);
}

}  // namespace millrace
