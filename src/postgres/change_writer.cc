// SPDX-License-Identifier: Apache-2.0
#include "postgres/change_writer.h"

#include <libpq-fe.h>

#include <cstdlib>

#include "base/moment.h"
#include "base/text.h"
#include "postgres/change_sql.h"
#include "postgres/fence.h"
#include "postgres/identifiers.h"
#include "postgres/ledger_sql.h"
#include "postgres/values.h"

namespace millrace {
namespace {

// More rows per statement gain nothing; more bytes cost memory on both ends.
constexpr size_t kRowsPerStatement = 2000;
constexpr size_t kBytesPerStatement = 4 << 20;
// How long ALTER TABLE waits for other sessions before it steps back.
constexpr int kAlterWaitSeconds = 5;
// How long half of a batch waits for a lock (engine/target.h).
constexpr int kLaneWaitSeconds = 5;

bool has_other_unique(const WriteShape& shape) {
  return shape.other_unique || !shape.unique_keys.empty();
}

std::vector<size_t> up_to(size_t n) {
  std::vector<size_t> all(n);
  for (size_t i = 0; i < n; ++i) all[i] = i;
  return all;
}

}  // namespace

Result<std::unique_ptr<ChangeWriter>> PostgresChangeWriter::open(
    const Endpoint& endpoint, const std::string& plan) {
  SessionOptions options;
  options.replica_role = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  MR_RETURN_IF_ERROR(share_fence(*session, plan));
  const Flavor& flavor = session->flavor();
  if (flavor.at_least(12) && flavor.kind != FlavorKind::kGreenplum) {
    // Keys are looked up one by one, however many; a plan made for the
    // arrays at hand would read the table instead, and be made each time.
    MR_RETURN_IF_ERROR(
        session->run("SET plan_cache_mode TO force_generic_plan"));
  }
  return std::unique_ptr<ChangeWriter>(
      new PostgresChangeWriter(std::move(session)));
}

bool PostgresChangeWriter::takes_out_first(const WriteShape& shape) const {
  return has_other_unique(shape) || (form_.distributed && !shape.key.empty());
}

Status PostgresChangeWriter::begin() { return session_->begin(); }

// A cluster locks whole tables; foreign keys and triggers would wait for the
// other half's rows.
bool PostgresChangeWriter::takes_lanes() const {
  return !form_.distributed && session_->replica_role();
}

Status PostgresChangeWriter::begin_lane() {
  MR_RETURN_IF_ERROR(session_->begin());
  return session_->run(
      cat("SET LOCAL lock_timeout TO '", kLaneWaitSeconds, "s'"));
}

Status PostgresChangeWriter::commit_lane(const std::string& plan,
                                         std::span<const RoadId> roads,
                                         const Position& up_to) {
  for (const RoadId& road : roads) {
    MR_RETURN_IF_ERROR(set_copy_end(*session_, plan, road, up_to, false));
  }
  return session_->commit();
}

Status PostgresChangeWriter::check_changes(const TableChanges& changes) const {
  const WriteShape& shape = *changes.shape;
  if (!shape.key.empty()) return Status();
  bool needs_key = !changes.deletes.empty() || takes_out_first(shape);
  if (!needs_key) return Status();
  return Status::broken(cat("changes of ", shape.table.str(),
                            ": the table has no key to find rows by"));
}

Result<PostgresChangeWriter::Kept> PostgresChangeWriter::make_kept(
    const WriteShape& shape, size_t number) {
  Kept kept;
  if (!shape.unwritten_columns || !takes_out_first(shape)) return kept;
  // Asked anew each time: a column may have been added since.
  const char* generated =
      session_->flavor().at_least(12) ? " AND attgenerated = ''" : "";
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session_->query(cat("SELECT attname FROM pg_catalog.pg_attribute WHERE "
                          "attrelid = ",
                          quote_text(quote_name(shape.table)),
                          "::regclass AND attnum > 0 AND NOT attisdropped",
                          generated, " ORDER BY attnum")));
  for (size_t i = 0; i < rows.size(); ++i) {
    std::string name = rows.str(i, 0);
    bool written = false;
    for (const WriteColumn& c : shape.columns) written |= c.name == name;
    if (!written) kept.columns.push_back(name);
  }
  if (kept.columns.empty()) return kept;
  kept.table = cat("pg_temp.millrace_kept_", number);
  MR_RETURN_IF_ERROR(
      session_->run(make_kept_sql(shape, kept.table, kept.columns, form_)));
  return kept;
}

Result<ApplyOutcome> PostgresChangeWriter::apply(
    std::span<const TableChanges> changes, bool evict) {
  ApplyOutcome outcome;
  std::vector<Kept> kept;
  for (size_t i = 0; i < changes.size(); ++i) {
    MR_RETURN_IF_ERROR(check_changes(changes[i]));
    MR_ASSIGN_OR_RETURN(Kept one, make_kept(*changes[i].shape, i));
    kept.push_back(std::move(one));
    MR_RETURN_IF_ERROR(take_out(changes[i], kept[i], evict, &outcome));
  }
  for (size_t i = 0; i < changes.size(); ++i) {
    MR_RETURN_IF_ERROR(put_in(changes[i], kept[i], evict, &outcome));
    if (kept[i].table.empty()) continue;
    MR_RETURN_IF_ERROR(session_->run("DROP TABLE " + kept[i].table));
  }
  return outcome;
}

Status PostgresChangeWriter::take_out(const TableChanges& changes,
                                      const Kept& kept, bool evict,
                                      ApplyOutcome* outcome) {
  const WriteShape& shape = *changes.shape;
  std::vector<size_t> keys = up_to(shape.key.size());
  MR_ASSIGN_OR_RETURN(uint64_t deleted,
                      feed(shape, delete_sql(shape, form_),
                           {changes.deletes, keys, shape.key}));
  outcome->deleted += deleted;
  if (!takes_out_first(shape)) return Status();
  std::vector<std::string> statements = {delete_sql(shape, form_)};
  if (!kept.table.empty() && form_.distributed) {
    statements.insert(statements.begin(),
                      keep_sql(shape, kept.table, kept.columns, form_));
  } else if (!kept.table.empty()) {
    statements = {take_out_sql(shape, kept.table, kept.columns)};
  }
  const bool reads = statements.size() > 1;
  // Some versions cannot read a replicated table by a nested loop.
  if (reads) {
    MR_RETURN_IF_ERROR(session_->run("SET LOCAL enable_nestloop TO off"));
  }
  for (const std::string& sql : statements) {
    MR_RETURN_IF_ERROR(
        feed(shape, sql, {changes.puts, shape.key, shape.key}).status());
  }
  if (reads) {
    MR_RETURN_IF_ERROR(session_->run("SET LOCAL enable_nestloop TO on"));
  }
  if (!evict) return Status();
  for (const std::vector<size_t>& unique_key : shape.unique_keys) {
    std::vector<size_t> both = unique_key;
    both.insert(both.end(), shape.key.begin(), shape.key.end());
    MR_RETURN_IF_ERROR(feed(shape, evict_sql(shape, unique_key, form_),
                            {changes.puts, both, both})
                           .status());
  }
  return Status();
}

Status PostgresChangeWriter::put_in(const TableChanges& changes,
                                    const Kept& kept, bool evict,
                                    ApplyOutcome* outcome) {
  const WriteShape& shape = *changes.shape;
  std::vector<size_t> all = up_to(shape.columns.size());
  std::vector<std::string> statements;
  if (!kept.table.empty()) {
    statements = {put_back_sql(shape, kept.table, kept.columns, form_),
                  put_new_sql(shape, kept.table, form_)};
  } else if (shape.key.empty() || takes_out_first(shape)) {
    statements = {insert_sql(shape, form_)};
  } else {
    MR_RETURN_IF_ERROR(put_alone(changes, all, evict));
  }
  for (const std::string& sql : statements) {
    MR_RETURN_IF_ERROR(feed(shape, sql, {changes.puts, all, all}).status());
  }
  outcome->put += changes.puts.size();
  return Status();
}

// Rows that need not be taken out before. A row that should be there is
// updated, which spares the server the conflict; when some were not there
// after all, the upsert decides for each.
Status PostgresChangeWriter::put_alone(const TableChanges& changes,
                                       const std::vector<size_t>& all,
                                       bool ahead) {
  const WriteShape& shape = *changes.shape;
  const std::string update = ahead ? "" : update_sql(shape, form_);
  std::span<const Row> rest = changes.puts;
  if (!update.empty()) {
    const std::span<const Row> known = changes.puts.first(changes.known);
    MR_ASSIGN_OR_RETURN(const uint64_t there,
                        feed(shape, update, {known, all, all}));
    if (there == known.size()) rest = changes.puts.subspan(changes.known);
  }
  return feed(shape, upsert_sql(shape), {rest, all, all}).status();
}

Result<uint64_t> PostgresChangeWriter::feed(const WriteShape& shape,
                                            const std::string& sql,
                                            const Feed& feed) {
  std::vector<ArrayBuilder> arrays;
  for (size_t column : feed.columns) {
    arrays.emplace_back(shape.columns[column], form_.binary_arrays);
  }
  uint64_t affected = 0;
  size_t rows = 0;
  size_t bytes = 0;
  for (size_t r = 0; r < feed.rows.size(); ++r) {
    for (size_t i = 0; i < arrays.size(); ++i) {
      const Cell& cell = feed.rows[r][feed.cells[i]];
      if (const char* why = arrays[i].add(cell)) {
        return Status::refused(
            cell_problem(shape, feed.columns[i], cell.text(), why));
      }
      bytes += cell.size;
    }
    bool last = r + 1 == feed.rows.size();
    if (++rows < kRowsPerStatement && bytes < kBytesPerStatement && !last) {
      continue;
    }
    MR_ASSIGN_OR_RETURN(
        uint64_t n, execute(sql, arrays, "changes of " + shape.table.str()));
    affected += n;
    for (ArrayBuilder& a : arrays) a.clear();
    rows = bytes = 0;
  }
  return affected;
}

Result<std::string> PostgresChangeWriter::prepared(const std::string& sql,
                                                   int parameters,
                                                   const std::string& where) {
  auto known = prepared_.find(sql);
  if (known != prepared_.end()) return known->second;
  std::string name = cat("millrace_", prepared_.size());
  MR_RETURN_IF_ERROR(
      session_->check(PQprepare(session_->raw(), name.c_str(), sql.c_str(),
                                parameters, nullptr),
                      where));
  prepared_.emplace(sql, name);
  return name;
}

Result<uint64_t> PostgresChangeWriter::execute(
    const std::string& sql, std::vector<ArrayBuilder>& arrays,
    const std::string& where) {
  const int n = static_cast<int>(arrays.size());
  std::vector<const char*> values;
  std::vector<int> sizes;
  std::vector<int> formats;
  for (ArrayBuilder& array : arrays) {
    values.push_back(array.finish());
    sizes.push_back(static_cast<int>(array.bytes()));
    formats.push_back(array.binary() ? 1 : 0);
  }
  Watching limited = session_->watching();
  MR_ASSIGN_OR_RETURN(std::string name, prepared(sql, n, where));
  pg_result* answer =
      PQexecPrepared(session_->raw(), name.c_str(), n, values.data(),
                     sizes.data(), formats.data(), 0);
  uint64_t affected = std::strtoull(PQcmdTuples(answer), nullptr, 10);
  MR_RETURN_IF_ERROR(session_->check(answer, where));
  return affected;
}

Status PostgresChangeWriter::commit(const std::string& plan,
                                    const StreamRecord& progress) {
  MR_RETURN_IF_ERROR(advance_stream(*session_, plan, progress));
  return session_->commit();
}

// Roads may take each other's names: each goes by way of one that is none.
Status PostgresChangeWriter::rename_roads(const std::string& plan,
                                          const SchemaStep& step) {
  for (const bool back : {false, true}) {
    for (const SchemaStep::Road& road : step.roads) {
      if (road.id == road.now) continue;
      RoadId between = road.id;
      between.from.table += '\n';
      MR_RETURN_IF_ERROR(back ? rename_road(*session_, plan, between, road.now)
                              : rename_road(*session_, plan, road.id, between));
    }
  }
  return {};
}

Status PostgresChangeWriter::alter(const std::string& plan,
                                   const SchemaStep& step,
                                   const StreamRecord& progress) {
  MR_RETURN_IF_ERROR(session_->begin());
  // A statement that waits for a long reader makes every later reader of the
  // table wait behind it: better to step back and come again.
  MR_RETURN_IF_ERROR(
      session_->run(cat("SELECT set_config(name, '", kAlterWaitSeconds,
                        "s', true) FROM pg_catalog.pg_settings WHERE name = "
                        "'lock_timeout'")));
  for (const Statement& statement : step.statements) {
    const Status status = session_->run(statement.sql).at(statement.sql);
    const bool locked = status.message().find("55P03") != std::string::npos;
    if (locked) return Status::retry(status.message()).with_code("S215");
    MR_RETURN_IF_ERROR(status);
  }
  MR_RETURN_IF_ERROR(rename_roads(plan, step));
  for (const SchemaStep::Road& road : step.roads) {
    MR_RETURN_IF_ERROR(update_road(*session_, plan, road));
  }
  for (const QualifiedName& table : step.gone) {
    MR_RETURN_IF_ERROR(drop_applied_table(*session_, plan, table));
  }
  for (const AppliedTable& table : step.tables) {
    MR_RETURN_IF_ERROR(put_applied_table(*session_, plan, table));
  }
  moment("alter.before_commit");
  MR_RETURN_IF_ERROR(advance_stream(*session_, plan, progress));
  MR_RETURN_IF_ERROR(session_->commit());
  moment("alter.after_commit");
  return {};
}

void PostgresChangeWriter::rollback() { session_->rollback(); }

}  // namespace millrace
