// SPDX-License-Identifier: Apache-2.0
//
// What a database must offer to be a target. Reading (inspector, ledger
// reader, content reader) and writing are two interfaces: `plan`, `status`
// and `verify` are given only the first and so cannot change anything.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/status.h"
#include "engine/content_reader.h"
#include "engine/dialect.h"
#include "engine/inspector.h"
#include "engine/ledger.h"
#include "engine/write_shape.h"
#include "model/cell.h"
#include "model/endpoint.h"
#include "model/schema_change.h"

namespace millrace {

// Turns rows into the bytes a BulkWriter sends; one per reading thread, the
// encoder of each column chosen once. Pure but for its own buffers.
class RowEncoder {
 public:
  virtual ~RowEncoder() = default;
  // Appends one row. Refused, naming the column, when a cell has no form on
  // the target; `out` is then as before.
  virtual Status encode(Row row, std::string& out) = 0;
  // Does encode() refuse every value that a Projector would mend or refuse?
  // Then only the rows it refuses need to be projected with their checks.
  virtual bool checks_values() const { return false; }
};

// Writes the rows of one chunk and its ledger line in one transaction. One
// session; one thread at a time.
class BulkWriter {
 public:
  virtual ~BulkWriter() = default;
  virtual Status begin(const WriteShape& shape) = 0;
  virtual Status write(std::string_view encoded_rows) = 0;
  // The rows so far and `done` stay in the open transaction; the next
  // begin() adds another chunk to it, of this or another table. A chunk
  // without rows needs no begin().
  virtual Status add(const std::string& plan, const RoadId& road,
                     const ChunkRecord& done) = 0;
  // Rows and `done` in one commit. After kRetry the outcome is unknown:
  // only the ledger knows.
  virtual Status commit(const std::string& plan, const RoadId& road,
                        const ChunkRecord& done) = 0;
  virtual void rollback() = 0;
};

// Net changes of one table: no key stands twice, neither in `deletes` nor in
// `puts` nor across the two.
struct TableChanges {
  const WriteShape* shape = nullptr;
  std::span<const Row> deletes;  // key cells only, in key order of the shape
  std::span<const Row> puts;     // whole rows, in shape order
  // So many of `puts`, from the first, replace a row that the source had
  // before. The target should have it too, but only asking tells.
  size_t known = 0;
};

struct ApplyOutcome {
  uint64_t deleted = 0;  // rows that were there and went
  uint64_t put = 0;
};

// What a foreign key of the source does to child rows when their parent
// changes: rows of `shape` whose `columns` hold `old_values` go, or take the
// `new_values`.
struct CascadeStep {
  const WriteShape* shape = nullptr;
  std::vector<size_t> columns;  // positions in shape->columns
  std::vector<Cell> old_values;
  bool remove = false;
  std::vector<Cell> new_values;   // when not `remove`
  std::vector<size_t> returning;  // positions in shape->columns
};
// The `returning` columns of one row that the step touched, in neutral form;
// as it was when it went, as it is now when it stays.
using CascadeRow = std::vector<std::optional<std::string>>;

// What a change of a source table asks of the target at its place in the
// log: statements, and the roads and tables as the ledger knows them from
// there on.
struct SchemaStep {
  struct Road {
    RoadId id;   // as the ledger knows it so far
    RoadId now;  // the same, but where the source renamed the table
    Table source_table;
    AskedNames asked_names;
    std::string digest;  // Route::digest()
  };
  std::vector<Statement> statements;
  std::vector<Road> roads;
  std::vector<AppliedTable> tables;
  std::vector<QualifiedName> gone;  // target tables that have other names now
};

// Applies changes and the stream's position in one transaction. One
// session; one thread at a time.
class ChangeWriter {
 public:
  virtual ~ChangeWriter() = default;
  virtual Status begin() = 0;
  // May a batch be divided between this writer and another?
  virtual bool takes_lanes() const = 0;
  // Begins a half: other keys than the other writer's, and other tables where
  // the rows of one can be in each other's way. The two wait for each other
  // outside of the server, which therefore sees no deadlock: a lock is waited
  // for briefly, then apply() fails with kRetry.
  virtual Status begin_lane() = 0;
  // Rows in one commit with the note that up to `up_to` the rows of these
  // roads may be ahead of the stream (RoadRecord::copy_end).
  virtual Status commit_lane(const std::string& plan,
                             std::span<const RoadId> roads,
                             const Position& up_to) = 0;
  // All tables' deletes and all rows that will be put are taken out before
  // any row is put in, so that unique values can move between rows.
  // `evict` = also remove rows that hold a unique value of a put under
  // another key (only while the copy's rows may be ahead of the stream).
  virtual Result<ApplyOutcome> apply(std::span<const TableChanges> changes,
                                     bool evict) = 0;
  virtual Result<std::vector<CascadeRow>> cascade(const CascadeStep& step) = 0;
  virtual Status commit(const std::string& plan,
                        const StreamRecord& progress) = 0;
  // The step and the position behind it, in one transaction of their own.
  // Where the server commits each statement by itself the step is written
  // down first, and Ledger::settle carries it to its end when this call did
  // not. After kRetry the outcome is unknown.
  virtual Status alter(const std::string& plan, const SchemaStep& step,
                       const StreamRecord& progress) = 0;
  virtual void rollback() = 0;
};

// Runs the statements of schema changes.
class SchemaWriter {
 public:
  virtual ~SchemaWriter() = default;
  // All in one transaction where the server can, else one by one.
  virtual Status run(const std::vector<Statement>& statements) = 0;
  // Whether a run that fails has changed nothing (but for statements that
  // must stand outside of a transaction).
  virtual bool all_or_nothing() const { return false; }
};

class TargetReading {
 public:
  virtual ~TargetReading() = default;
  virtual Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const = 0;
  virtual Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint& endpoint) const = 0;
  virtual Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint& endpoint) const = 0;
  virtual std::unique_ptr<Dialect> dialect(const Flavor& flavor) const = 0;
};

class TargetWriting {
 public:
  virtual ~TargetWriting() = default;
  virtual Result<std::unique_ptr<Ledger>> ledger(
      const Endpoint& endpoint) const = 0;
  virtual Result<std::unique_ptr<SchemaWriter>> schema_writer(
      const Endpoint& endpoint) const = 0;
  // `plan` names the fence that writer sessions share (see Ledger::lock).
  virtual Result<std::unique_ptr<BulkWriter>> bulk_writer(
      const Endpoint& endpoint, const std::string& plan) const = 0;
  virtual Result<std::unique_ptr<ChangeWriter>> change_writer(
      const Endpoint& endpoint, const std::string& plan) const = 0;
  virtual std::unique_ptr<RowEncoder> row_encoder(
      const WriteShape& shape) const = 0;
};

}  // namespace millrace
