// SPDX-License-Identifier: Apache-2.0
#include "mysql/snapshot.h"

#include <chrono>
#include <thread>

#include "base/text.h"
#include "mysql/log_position.h"
#include "mysql/row_cells.h"
#include "mysql/values.h"

namespace millrace::mysql {
namespace {

using std::chrono::milliseconds;

bool is_whole(const Position& position) {
  return position.kind == PositionKind::kMysqlGtid ||
         position.kind == PositionKind::kMariadbGtid;
}

bool is_text_bound(const std::vector<Column>& columns, const KeyBound& bound) {
  for (size_t i = 0; i < columns.size(); ++i) {
    const bool text = is_character(columns[i].type.kind);
    if (text && valid_utf8_prefix(bound[i]) != bound[i].size()) return false;
  }
  return true;
}

}  // namespace

Result<std::unique_ptr<SnapshotReader>> MysqlSnapshot::open(
    const Endpoint& endpoint) {
  auto snapshot = std::make_unique<MysqlSnapshot>(endpoint);
  MR_RETURN_IF_ERROR(snapshot->ready());
  return std::unique_ptr<SnapshotReader>(std::move(snapshot));
}

MysqlSnapshot::MysqlSnapshot(Endpoint endpoint)
    : endpoint_(std::move(endpoint)),
      shelf_([this] { return Session::open(endpoint_); }) {}

Status MysqlSnapshot::ready() {
  if (session_) return {};
  auto opened = Session::open(endpoint_);
  if (!opened.ok()) return opened.status();
  MR_RETURN_IF_ERROR((*opened)->run("SET character_set_results=NULL",
                                    "cannot prepare the session"));
  std::lock_guard lock(mutex_);
  session_ = std::move(opened).value();
  return {};
}

void MysqlSnapshot::close() {
  std::lock_guard lock(mutex_);
  session_.reset();
}

Status MysqlSnapshot::failed(Status status) {
  if (status.kind() == StatusKind::kRetry) close();
  return status;
}

void MysqlSnapshot::interrupt() {
  std::lock_guard lock(mutex_);
  if (session_) session_->interrupt();
}

Result<Position> MysqlSnapshot::position() {
  MR_RETURN_IF_ERROR(ready());
  if (session_->flavor().kind == FlavorKind::kMariadb) {
    auto position = mariadb_position();
    if (!position.ok()) return failed(position.status());
    return position;
  }
  auto position = read_log_position(*session_);
  if (!position.ok()) return failed(position.status());
  // MySQL adds a GTID to gtid_executed after the engine has committed, so
  // whatever is in the set is seen by the next read.
  if (is_whole(*position)) return position;
  Status status = wait_until_visible();
  if (!status.ok()) return failed(std::move(status));
  return position;
}

// MariaDB keeps the log's place of a consistent snapshot in its status;
// SHOW MASTER STATUS alone runs ahead of what is committed in the engine.
Result<Position> MysqlSnapshot::mariadb_position() {
  MR_RETURN_IF_ERROR(session_->run("START TRANSACTION WITH CONSISTENT SNAPSHOT",
                                   "cannot take a consistent snapshot"));
  Position position;
  {
    auto rows = session_->query("SHOW STATUS LIKE 'binlog_snapshot_%'",
                                "cannot ask the snapshot's place in the log");
    if (!rows.ok()) return rows.status();
    while (rows->next()) {
      if (iequals(rows->text(0), "binlog_snapshot_file")) {
        position.file = rows->str(1);
      } else if (iequals(rows->text(0), "binlog_snapshot_position")) {
        position.offset = rows->number(1);
      }
    }
  }
  MR_RETURN_IF_ERROR(session_->run("COMMIT", "cannot end the snapshot"));
  if (position.file.empty()) {
    return Status::refused(
        cat(endpoint_.str(),
            ": the server writes no binary log; start it with log_bin"));
  }
  MR_RETURN_IF_ERROR(add_mariadb_gtid(*session_, &position));
  return position;
}

// Without GTIDs the server says where the log ends, which it writes before
// the engine commits: for a moment a transaction is in the log and not yet
// to be seen. A commit follows its log write within milliseconds, save when
// semi-synchronous replication holds it back; how many it holds is known.
Status MysqlSnapshot::wait_until_visible() {
  std::this_thread::sleep_for(milliseconds(1000));
  for (int i = 0; i < 300; ++i) {
    auto rows = session_->query(
        "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_%_wait_sessions'",
        "cannot ask for waiting commits");
    if (!rows.ok()) return rows.status();
    uint64_t waiting = 0;
    while (rows->next()) waiting += rows->number(1);
    if (waiting == 0) return {};
    std::this_thread::sleep_for(milliseconds(200));
  }
  return Status::retry(
      cat(endpoint_.str(),
          ": commits have waited for a semi-synchronous replica for a "
          "minute; the copy cannot begin before they are done"));
}

Result<std::optional<KeyBound>> MysqlSnapshot::next_bound(
    const Table& table, const std::vector<size_t>& key,
    const std::optional<KeyBound>& lower, uint64_t rows) {
  std::vector<size_t> columns = bounding_columns(table, key);
  if (columns.empty() || rows == 0) return std::optional<KeyBound>();
  MR_RETURN_IF_ERROR(ready());
  auto span = dense_span(table, columns);
  if (!span.ok()) return failed(span.status());
  if (*span) {
    std::optional<std::string> from;
    if (lower) from = lower->at(0);
    auto bound = step_bound(**span, from, rows);
    if (!bound) return std::optional<KeyBound>();
    return std::optional<KeyBound>(KeyBound{*bound});
  }
  auto bound = walk(table, columns, key_index_hint(table, key), lower, rows);
  if (!bound.ok()) return failed(bound.status());
  return bound;
}

Result<std::optional<IntegerSpan>> MysqlSnapshot::dense_span(
    const Table& table, const std::vector<size_t>& columns) {
  std::optional<IntegerSpan> none;
  if (columns.size() != 1) return none;
  const Column& column = table.columns[columns[0]];
  if (column.type.kind != TypeKind::kInteger) return none;
  auto known = spans_.find(table.name);
  if (known != spans_.end()) return known->second;
  std::string name = quote_identifier(column.name);
  auto rows =
      session_->query(cat("SELECT MIN(", name, "), MAX(", name, ") FROM ",
                          quote_table(table.name)),
                      cat("cannot ask the key's ends of ", table.name.str()));
  if (!rows.ok()) return rows.status();
  std::optional<IntegerSpan> span;
  if (rows->next() && !rows->is_null(0)) {
    span = parse_span(column, without_zerofill(rows->text(0)),
                      without_zerofill(rows->text(1)));
  }
  if (span && !is_dense(*span, table.rows_estimate)) span.reset();
  spans_[table.name] = span;
  return span;
}

Result<std::optional<KeyBound>> MysqlSnapshot::walk(
    const Table& table, const std::vector<size_t>& columns,
    const std::string& hint, const std::optional<KeyBound>& lower,
    uint64_t rows) {
  std::vector<Column> key_columns;
  std::vector<std::string> names;
  for (size_t position : columns) {
    key_columns.push_back(table.columns[position]);
    names.push_back(quote_identifier(table.columns[position].name));
  }
  MR_ASSIGN_OR_RETURN(const auto cells, RowCells::make(key_columns, shelf_));
  shelf_.disconnect();
  std::string where;
  if (lower) where = " WHERE " + after_bound(table, columns, *lower);
  // The bound and one more: without that, nothing is left after it.
  auto found =
      session_->query(cat("SELECT ", cells->select_list(), " FROM ",
                          quote_table(table.name), hint, where, " ORDER BY ",
                          join(names, ","), " LIMIT 2 OFFSET ", rows - 1),
                      cat("cannot walk the key of ", table.name.str()));
  if (!found.ok()) return found.status();
  if (!found->next()) return std::optional<KeyBound>();
  KeyBound bound;
  for (const Cell& cell : cells->convert(*found)) {
    bound.emplace_back(cell.text());
  }
  // A key that is no valid text bounds nothing: the rest is one chunk.
  if (!is_text_bound(key_columns, bound)) return std::optional<KeyBound>();
  if (!found->next()) return std::optional<KeyBound>();
  return std::optional<KeyBound>(std::move(bound));
}

namespace {

// Ends a chunk whose sink has enough, between two rows whose key differs.
// Only rows that come in the key's order can be cut so.
class ChunkCut {
 public:
  ChunkCut(const Table& table, std::vector<size_t> columns)
      : columns_(std::move(columns)) {
    for (const size_t column : columns_) {
      key_.push_back(table.columns[column]);
    }
  }

  // Before `row` is handed on: is the chunk over? Then `sink` knows.
  bool before(Row row, RowSink& sink) {
    if (columns_.empty() || !sink.full()) return false;
    if (!last_) {
      last_ = bound_of(row);  // the first row that may be too much
      return false;
    }
    KeyBound here = bound_of(row);
    if (here == *last_) return false;
    if (is_text_bound(key_, *last_)) {
      sink.cut(*last_);
      return true;
    }
    last_ = std::move(here);
    return false;
  }

 private:
  KeyBound bound_of(Row row) const {
    KeyBound bound;
    for (const size_t column : columns_) {
      bound.emplace_back(row[column].text());
    }
    return bound;
  }

  const std::vector<size_t> columns_;
  std::vector<Column> key_;
  std::optional<KeyBound> last_;  // of the row before
};

std::string order_by(const Table& table, const std::vector<size_t>& columns) {
  std::vector<std::string> names;
  for (const size_t column : columns) {
    names.push_back(quote_identifier(table.columns[column].name));
  }
  return names.empty() ? "" : " ORDER BY " + join(names, ",");
}

}  // namespace

Status MysqlSnapshot::read(const Table& table, const std::vector<size_t>& key,
                           const Chunk& chunk, RowSink& sink) {
  MR_RETURN_IF_ERROR(ready());
  const std::vector<size_t> columns = bounding_columns(table, key);
  const std::string hint = columns.empty() ? "" : key_index_hint(table, key);
  // Without an index that holds the key its order would have to be sorted.
  const std::vector<size_t> ordered =
      hint.empty() ? std::vector<size_t>() : columns;
  auto made = RowCells::make(table.columns, shelf_);
  if (!made.ok()) return failed(made.status());
  shelf_.disconnect();
  RowCells& cells = **made;
  const std::string doing =
      cat("cannot read ", table.name.str(), " chunk ", chunk.number);
  Status status;
  ChunkCut cut(table, ordered);
  bool over = false;
  {
    auto rows = session_->stream(
        cat("SELECT ", cells.select_list(), " FROM ", quote_table(table.name),
            hint, chunk_where(table, columns, chunk), order_by(table, ordered)),
        doing);
    if (!rows.ok()) return failed(rows.status());
    while (status.ok() && !over && rows->next()) {
      const Row row = cells.convert(*rows);
      over = cut.before(row, sink);
      if (!over) status = sink.row(row);
    }
    if (status.ok() && !over && rows->error() != 0) {
      return failed(session_->last_error(doing));
    }
  }
  // The rest of the rows was cut off with the session.
  if (!status.ok() || over) close();
  return status;
}

}  // namespace millrace::mysql
