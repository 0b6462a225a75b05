// SPDX-License-Identifier: Apache-2.0
#include "mysql/change_writer.h"

#include <algorithm>

#include "base/moment.h"
#include "base/text.h"
#include "mysql/change_sql.h"
#include "mysql/intent.h"
#include "mysql/ledger_sql.h"
#include "mysql/packed_rows.h"

namespace millrace::mysql {
namespace {

// How long half of a batch waits for a lock (engine/target.h).
constexpr int kLaneWaitSeconds = 5;
constexpr size_t kMostSenders = 64;

std::string doing(const WriteShape& shape) {
  return "changes of " + shape.table.str();
}

// The key of a row as one text, of whatever bytes.
std::string key_text(const std::vector<std::string_view>& parts) {
  std::string out;
  for (const std::string_view part : parts) append_to(out, hex(part), ";");
  return out;
}

// A value that the server printed, as a literal.
std::string literal_of(const QueryRows& row, size_t i, bool binary) {
  if (row.is_null(i)) return "NULL";
  return binary ? quote_bytes(row.text(i)) : quote_literal(row.text(i));
}

std::string pairs_text(const CascadeStep& step, const std::vector<Cell>& cells,
                       const char* between) {
  std::string sql;
  for (size_t i = 0; i < step.columns.size(); ++i) {
    const WriteColumn& column = step.shape->columns[step.columns[i]];
    append_to(sql, i == 0 ? "" : between, quote_identifier(column.name), "=");
    append_key_literal(value_form(column), cells[i], sql);
  }
  return sql;
}

// Kinds whose printed form is the neutral one.
bool reads_back(TypeKind kind) {
  switch (kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
    case TypeKind::kEnum:
    case TypeKind::kSet:
    case TypeKind::kUuid:
      return true;
    default:
      return false;
  }
}

// ZEROFILL prints zeros that are no part of the value.
std::string printed(const WriteColumn& column) {
  const std::string name = quote_identifier(column.name);
  return column.type.zerofill ? name + "+0" : name;
}

std::optional<std::string> now_or_then(const CascadeStep& step, size_t column,
                                       const QueryRows& rows, size_t i) {
  const auto at = std::find(step.columns.begin(), step.columns.end(), column);
  if (!step.remove && at != step.columns.end()) {
    const Cell& cell =
        step.new_values[static_cast<size_t>(at - step.columns.begin())];
    if (cell.is_null()) return std::nullopt;
    return std::string(cell.text());
  }
  if (rows.is_null(i)) return std::nullopt;
  return rows.str(i);
}

}  // namespace

Result<std::unique_ptr<ChangeWriter>> MysqlChangeWriter::open(
    const Endpoint& endpoint, const std::string& plan) {
  MR_ASSIGN_OR_RETURN(WriteSession opened, open_write_session(endpoint, plan));
  return std::unique_ptr<ChangeWriter>(
      new MysqlChangeWriter(std::move(opened)));
}

Status MysqlChangeWriter::begin() {
  if (brief_waits_) {
    MR_RETURN_IF_ERROR(wait_for_locks("DEFAULT"));
    brief_waits_ = false;
  }
  return session_->begin();
}

bool MysqlChangeWriter::takes_lanes() const {
  const FlavorKind kind = session_->flavor().kind;
  return kind == FlavorKind::kMysql || kind == FlavorKind::kMariadb;
}

Status MysqlChangeWriter::begin_lane() {
  if (!brief_waits_) {
    MR_RETURN_IF_ERROR(wait_for_locks(std::to_string(kLaneWaitSeconds)));
    brief_waits_ = true;
  }
  return session_->begin();
}

Status MysqlChangeWriter::wait_for_locks(const std::string& seconds) {
  return session_->run("SET SESSION innodb_lock_wait_timeout=" + seconds,
                       "cannot write side by side");
}

Status MysqlChangeWriter::commit_lane(const std::string& plan,
                                      std::span<const RoadId> roads,
                                      const Position& up_to) {
  for (const RoadId& road : roads) {
    MR_RETURN_IF_ERROR(set_copy_end(*session_, plan, road, up_to, false));
  }
  return session_->commit();
}

Status MysqlChangeWriter::check_changes(const TableChanges& changes) const {
  const WriteShape& shape = *changes.shape;
  if (!shape.key.empty()) return {};
  if (changes.deletes.empty() && shape.unique_keys.empty()) return {};
  return Status::broken(cat("changes of ", shape.table.str(),
                            ": the table has no key to find rows by"));
}

Result<ApplyOutcome> MysqlChangeWriter::apply(
    std::span<const TableChanges> changes, bool evict) {
  ApplyOutcome outcome;
  std::vector<Kept> kept;
  for (const TableChanges& one : changes) {
    const WriteShape& shape = *one.shape;
    MR_RETURN_IF_ERROR(check_changes(one));
    MR_ASSIGN_OR_RETURN(Kept aside, read_kept(one));
    kept.push_back(std::move(aside));
    if (shape.key.empty()) continue;
    MR_ASSIGN_OR_RETURN(const uint64_t deleted,
                        take_out(shape, key_alone(shape), one.deletes));
    outcome.deleted += deleted;
    if (overwrites(shape)) continue;
    MR_RETURN_IF_ERROR(take_out(shape, key_in_row(shape), one.puts).status());
  }
  for (size_t i = 0; i < changes.size(); ++i) {
    MR_RETURN_IF_ERROR(put_in(changes[i], kept[i], evict));
    outcome.put += changes[i].puts.size();
  }
  return outcome;
}

Result<uint64_t> MysqlChangeWriter::take_out(const WriteShape& shape,
                                             const std::vector<size_t>& cells,
                                             std::span<const Row> rows) {
  uint64_t gone = 0;
  MR_RETURN_IF_ERROR(for_key_conditions(
      shape, cells, rows, opened_.statement_bytes,
      [&](const std::string& condition) -> Status {
        MR_RETURN_IF_ERROR(session_->run(
            cat("DELETE FROM ", quote_table(shape.table), " WHERE ", condition),
            doing(shape)));
        gone += session_->affected();
        return {};
      }));
  return gone;
}

// Asked anew each time: a column may have been added since.
Result<MysqlChangeWriter::Kept> MysqlChangeWriter::read_kept(
    const TableChanges& changes) {
  Kept kept;
  const WriteShape& shape = *changes.shape;
  if (!shape.unwritten_columns || shape.key.empty()) return kept;
  auto rows = session_->query(
      cat("SELECT COLUMN_NAME, EXTRA FROM information_schema.COLUMNS WHERE "
          "TABLE_SCHEMA=",
          quote_literal(shape.table.schema), " AND TABLE_NAME=",
          quote_literal(shape.table.table), " ORDER BY ORDINAL_POSITION"),
      doing(shape));
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    const std::string extra = to_lower(rows->text(1));
    const bool generated =
        (extra.find("generated") != std::string::npos &&
         extra.find("default_generated") == std::string::npos) ||
        extra.find("virtual") != std::string::npos ||
        extra.find("persistent") != std::string::npos;
    bool written = generated;
    for (const WriteColumn& column : shape.columns) {
      written = written || iequals(column.name, rows->text(0));
    }
    if (!written) kept.columns.push_back(rows->str(0));
  }
  if (kept.columns.empty()) return kept;
  MR_RETURN_IF_ERROR(for_key_conditions(
      shape, key_in_row(shape), changes.puts, opened_.statement_bytes,
      [&](const std::string& condition) {
        return read_kept_rows(shape, condition, &kept);
      }));
  return kept;
}

Status MysqlChangeWriter::read_kept_rows(const WriteShape& shape,
                                         const std::string& condition,
                                         Kept* kept) {
  std::vector<std::string> names;
  for (const size_t column : shape.key) {
    names.push_back(quote_identifier(shape.columns[column].name));
  }
  for (const std::string& name : kept->columns) {
    names.push_back(quote_identifier(name));
  }
  auto rows = session_->query(
      cat("SELECT ", join(names, ","), " FROM ", quote_table(shape.table),
          " WHERE ", condition, " FOR UPDATE"),
      doing(shape));
  if (!rows.ok()) return rows.status();
  const size_t keys = shape.key.size();
  while (rows->next()) {
    std::vector<std::string_view> key;
    for (size_t i = 0; i < keys; ++i) key.push_back(rows->text(i));
    std::string values;
    for (size_t i = 0; i < kept->columns.size(); ++i) {
      append_to(values, ",",
                literal_of(*rows, keys + i, rows->is_binary(keys + i)));
    }
    kept->values[key_text(key)] = std::move(values);
  }
  return {};
}

bool MysqlChangeWriter::overwrites(const WriteShape& shape) const {
  return row_end(shape, session_->flavor()) == RowEnd::kOverwritten;
}

Status MysqlChangeWriter::put_packed(const WriteShape& shape,
                                     std::span<const Row> rows) {
  if (rows.empty()) return {};
  // Columns may have other forms after a change of the schema.
  std::string name = shape.table.str();
  for (const WriteColumn& column : shape.columns) {
    append_to(name, "\n", column.name, " ", column.native);
  }
  // Each may hold a prepared statement, of which a server has so many.
  if (senders_.size() >= kMostSenders && senders_.count(name) == 0) {
    senders_.clear();
  }
  std::unique_ptr<RowSender>& sender = senders_[name];
  if (!sender) {
    sender = std::make_unique<RowSender>(
        opened_, shape, row_end(shape, session_->flavor()), doing(shape));
  }
  RowPacker packer(shape);
  std::string packed;
  for (size_t i = 0; i < rows.size(); ++i) {
    MR_RETURN_IF_ERROR(packer.encode(rows[i], packed));
    if (packed.size() < opened_.statement_bytes && i + 1 < rows.size())
      continue;
    MR_RETURN_IF_ERROR(sender->write(packed));
    packed.clear();
  }
  return {};
}

Status MysqlChangeWriter::put_in(const TableChanges& changes, const Kept& kept,
                                 bool evict) {
  const WriteShape& shape = *changes.shape;
  const bool plain = kept.columns.empty() && !(evict && !overwrites(shape));
  if (plain) return put_packed(shape, changes.puts);
  const std::vector<CellForm> forms = cell_forms(shape);
  const char* verb = evict && !shape.key.empty() ? "REPLACE" : "INSERT";
  // Rows that were there go back with what they had besides.
  const std::string heads[] = {insert_head(shape, verb),
                               insert_head(shape, verb, kept.columns)};
  std::string sql[2];
  for (const Row& row : changes.puts) {
    std::string tuple = tuple_text(forms, row);
    size_t with_kept = 0;
    if (!kept.values.empty()) {
      std::vector<std::string_view> key;
      for (const size_t column : shape.key) key.push_back(row[column].text());
      const auto found = kept.values.find(key_text(key));
      if (found != kept.values.end()) {
        with_kept = 1;
        tuple.pop_back();
        append_to(tuple, found->second, ")");
      }
    }
    std::string& statement = sql[with_kept];
    if (!statement.empty() &&
        statement.size() + tuple.size() + 1 > opened_.statement_bytes) {
      MR_RETURN_IF_ERROR(
          run_insert(*session_, statement, opened_.packet_bytes, doing(shape)));
      statement.clear();
    }
    statement += statement.empty() ? heads[with_kept] : ",";
    statement += tuple;
  }
  for (const std::string& statement : sql) {
    if (statement.empty()) continue;
    MR_RETURN_IF_ERROR(
        run_insert(*session_, statement, opened_.packet_bytes, doing(shape)));
  }
  return {};
}

Status MysqlChangeWriter::commit(const std::string& plan,
                                 const StreamRecord& progress) {
  MR_RETURN_IF_ERROR(advance_stream(*session_, plan, progress));
  return session_->commit();
}

Status MysqlChangeWriter::alter(const std::string& plan, const SchemaStep& step,
                                const StreamRecord& progress) {
  senders_.clear();  // the table they know is altered
  MR_RETURN_IF_ERROR(record_intent(*session_, plan, step, progress));
  moment("alter.intent");
  size_t done = 0;
  for (const Statement& statement : step.statements) {
    const Status status = session_->run(statement.sql, "cannot alter");
    // Refused before anything was done: as if it had never been asked. Later
    // the intent stays, for the next run to end what is half done.
    if (!status.ok() && done == 0 && status.kind() != StatusKind::kRetry) {
      MR_RETURN_IF_ERROR(drop_intent(*session_, plan, progress.source));
    }
    MR_RETURN_IF_ERROR(status);
    moment("alter.statement");
    MR_RETURN_IF_ERROR(record_done(*session_, plan, progress.source, ++done));
  }
  return finish_intent(*session_, plan, step, progress);
}

void MysqlChangeWriter::rollback() { session_->rollback(); }

// These servers return no rows from UPDATE and DELETE: the rows are read,
// and locked, before.
Result<std::vector<CascadeRow>> MysqlChangeWriter::cascade(
    const CascadeStep& step) {
  const WriteShape& shape = *step.shape;
  const std::string doing = "cascade into " + shape.table.str();
  const std::string where =
      " WHERE " + pairs_text(step, step.old_values, " AND ");
  std::vector<std::string> names;
  for (const size_t column : step.returning) {
    const WriteColumn& returned = shape.columns[column];
    if (!reads_back(returned.type.kind)) {
      return Status::refused(cat("a foreign key cascades through ",
                                 shape.table.str(), ".", returned.name,
                                 ", a column of type ", returned.native,
                                 ", which cannot be followed further"));
    }
    names.push_back(printed(returned));
  }
  std::vector<CascadeRow> touched;
  if (!names.empty()) {
    auto rows =
        session_->query(cat("SELECT ", join(names, ","), " FROM ",
                            quote_table(shape.table), where, " FOR UPDATE"),
                        doing);
    if (!rows.ok()) return rows.status();
    while (rows->next()) {
      CascadeRow row;
      for (size_t i = 0; i < step.returning.size(); ++i) {
        row.push_back(now_or_then(step, step.returning[i], *rows, i));
      }
      touched.push_back(std::move(row));
    }
  }
  std::string sql = cat("DELETE FROM ", quote_table(shape.table), where);
  if (!step.remove) {
    sql = cat("UPDATE ", quote_table(shape.table), " SET ",
              pairs_text(step, step.new_values, ", "), where);
  }
  MR_RETURN_IF_ERROR(session_->run(sql, doing));
  MR_RETURN_IF_ERROR(session_->check_warnings(doing));
  return touched;
}

}  // namespace millrace::mysql
