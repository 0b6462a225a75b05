// SPDX-License-Identifier: Apache-2.0
#include "support/memory_target.h"

#include <cstring>
#include <sstream>

namespace millrace::test {
namespace {

Status lost() { return Status::retry("the target's connection was lost"); }

MemoryRow part_of(const MemoryRow& row, const std::vector<size_t>& columns) {
  MemoryRow part;
  for (const size_t i : columns) part.push_back(row[i]);
  return part;
}

Status check_unique(const MemoryTable& table, const QualifiedName& name) {
  for (const size_t column : table.unique) {
    std::set<std::string> seen;
    for (const auto& [key, row] : table.rows) {
      if (row[column] && !seen.insert(*row[column]).second) {
        return Status::refused("duplicate value " + *row[column] + " in " +
                               name.str());
      }
    }
  }
  return {};
}

// Rows as bytes: per cell its size, UINT32_MAX for NULL, then its bytes.
class Encoder : public RowEncoder {
 public:
  Status encode(Row row, std::string& out) override {
    for (const Cell& cell : row) {
      const uint32_t size = cell.is_null() ? UINT32_MAX : cell.size;
      out.append(reinterpret_cast<const char*>(&size), sizeof size);
      if (!cell.is_null()) out.append(cell.data, cell.size);
    }
    return {};
  }
};

std::vector<MemoryRow> decode(std::string_view bytes, size_t columns) {
  std::vector<MemoryRow> rows;
  while (!bytes.empty()) {
    MemoryRow row;
    for (size_t i = 0; i < columns; ++i) {
      uint32_t size = 0;
      std::memcpy(&size, bytes.data(), sizeof size);
      bytes.remove_prefix(sizeof size);
      row.push_back(std::nullopt);
      if (size == UINT32_MAX) continue;
      row.back() = std::string(bytes.substr(0, size));
      bytes.remove_prefix(size);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

// ---- what is there ------------------------------------------------------

bool MemoryTarget::has(const QualifiedName& table) const {
  std::lock_guard lock(mutex_);
  return tables_.count(table) != 0;
}

bool MemoryTarget::has_unique(const QualifiedName& table) const {
  std::lock_guard lock(mutex_);
  return tables_.count(table) != 0 && !tables_.at(table).unique.empty();
}

MemoryRows MemoryTarget::content(const QualifiedName& table) const {
  std::lock_guard lock(mutex_);
  finish_late();
  MemoryRows content;
  for (const auto& [key, row] : tables_[table].rows) content.insert(row);
  return content;
}

void MemoryTarget::create(const QualifiedName& table) {
  std::lock_guard lock(mutex_);
  tables_[table];
}

void MemoryTarget::add_unique(const QualifiedName& table, size_t column) {
  std::lock_guard lock(mutex_);
  finish_late();
  tables_[table].unique.push_back(column);
}

void MemoryTarget::finish_late() const {
  for (const auto& take_place : late_) static_cast<void>(take_place());
  late_.clear();
}

Status MemoryTarget::commit(const std::function<Status()>& take_place) const {
  const bool late = late_commits > 0 && late_commits-- > 0;
  const Fate fate = late ? Fate::kLate : dice_.fate();
  if (fate == Fate::kBefore) return lost();
  std::lock_guard lock(mutex_);
  finish_late();
  if (!refuse_writes.empty()) return Status::refused(refuse_writes);
  if (fate == Fate::kLate) {
    late_.push_back(take_place);
    return lost();
  }
  MR_RETURN_IF_ERROR(take_place());
  return fate == Fate::kAfter ? lost() : Status();
}

// ---- schema -------------------------------------------------------------

Status MemoryTarget::run_statement(const std::string& sql) const {
  std::istringstream words(sql);
  std::string verb, name;
  size_t column = 0;
  words >> verb >> name >> column;
  const size_t dot = name.find('.');
  const QualifiedName table{name.substr(0, dot), name.substr(dot + 1)};
  if (verb == "table" && tables_.count(table) != 0) {
    return Status::refused(name + " is there already");
  }
  MemoryTable& made = tables_[table];
  if (verb == "clear") made.rows.clear();
  if (verb == "unique") {
    made.unique.push_back(column);
    Status status = check_unique(made, table);
    if (!status.ok()) made.unique.pop_back();
    return status;
  }
  return {};
}

class MemoryTarget::Schema : public SchemaWriter {
 public:
  explicit Schema(const MemoryTarget& target) : target_(target) {}
  Status run(const std::vector<Statement>& statements) override {
    if (target_.dice_.fails()) return lost();
    std::lock_guard lock(target_.mutex_);
    target_.finish_late();
    for (const Statement& statement : statements) {
      target_.calls_.note("schema " + statement.sql);
      MR_RETURN_IF_ERROR(target_.run_statement(statement.sql));
    }
    return {};
  }

 private:
  const MemoryTarget& target_;
};

// ---- the copy -----------------------------------------------------------

class MemoryTarget::Bulk : public BulkWriter {
 public:
  explicit Bulk(const MemoryTarget& target) : target_(target) {}

  Status begin(const WriteShape& shape) override {
    if (target_.dice_.fails()) return lost();
    shape_ = shape;
    rows_.clear();
    return {};
  }
  Status add(const std::string&, const RoadId& road,
             const ChunkRecord& done) override {
    if (target_.dice_.fails()) return lost();
    parts_.push_back(
        [&target = target_, shape = shape_, rows = rows_, road, done] {
          return take_in(target, shape, rows, road, done);
        });
    rows_.clear();
    return {};
  }
  Status write(std::string_view encoded) override {
    if (target_.dice_.fails()) return lost();
    for (MemoryRow& row : decode(encoded, shape_.columns.size())) {
      rows_.push_back(std::move(row));
    }
    return {};
  }
  Status commit(const std::string& plan, const RoadId& road,
                const ChunkRecord& done) override {
    MR_RETURN_IF_ERROR(add(plan, road, done));
    return target_.commit([&target = target_, parts = std::move(parts_)] {
      const auto tables = target.tables_;
      const auto chunks = target.ledger_.chunks;
      Status status;
      for (const auto& part : parts) {
        if (status.ok()) status = part();
      }
      if (status.ok()) return status;
      target.tables_ = tables;  // all of it or nothing
      target.ledger_.chunks = chunks;
      return status;
    });
  }
  void rollback() override {
    rows_.clear();
    parts_.clear();
  }

 private:
  static Status take_in(const MemoryTarget& target, const WriteShape& shape,
                        const std::vector<MemoryRow>& rows, const RoadId& road,
                        const ChunkRecord& done) {
    auto& chunks = target.ledger_.chunks[road];
    if (chunks.count(done.chunk.number) != 0) {
      return Status::refused("the chunk's line is there already");
    }
    MemoryTable after = target.tables_[shape.table];
    for (const MemoryRow& row : rows) {
      const MemoryRow key =
          shape.key.empty() ? MemoryRow{std::to_string(++target.row_number_)}
                            : part_of(row, shape.key);
      if (!after.rows.emplace(key, row).second) {
        return Status::refused("a key is there already");
      }
    }
    MR_RETURN_IF_ERROR(check_unique(after, shape.table));
    target.tables_[shape.table] = std::move(after);
    chunks[done.chunk.number] = done;
    target.calls_.note("chunk " + road.to.str());
    return {};
  }

  const MemoryTarget& target_;
  WriteShape shape_;
  std::vector<MemoryRow> rows_;
  std::vector<std::function<Status()>> parts_;  // of the transaction
};

// ---- the stream ---------------------------------------------------------

// Tries its changes on a copy of the tables; its commit makes them on what
// is there by then, as chunks are committed meanwhile.
class MemoryTarget::Changes : public ChangeWriter {
 public:
  explicit Changes(const MemoryTarget& target) : target_(target) {}

  Status begin() override {
    if (target_.dice_.fails()) return lost();
    std::lock_guard lock(target_.mutex_);
    target_.finish_late();  // it held the rows' locks
    tables_ = target_.tables_;
    made_.clear();
    begun_ = true;
    return {};
  }

  bool takes_lanes() const override { return target_.lanes; }
  Status begin_lane() override { return begin(); }
  Status commit_lane(const std::string&, std::span<const RoadId> roads,
                     const Position& up_to) override {
    if (!begun_) return Status::broken("commit before begin");
    begun_ = false;
    return target_.commit([&target = target_, all = made_, up_to,
                           ids = std::vector(roads.begin(), roads.end())] {
      ApplyOutcome outcome;
      for (const Made& made : all) {
        MR_RETURN_IF_ERROR(make(made, &target.tables_, &outcome));
      }
      for (RoadRecord& road : target.ledger_.state.roads) {
        if (std::count(ids.begin(), ids.end(), road.id) > 0) {
          road.copy_end = up_to;
        }
      }
      target.calls_.note("lane at " + up_to.str());
      return Status();
    });
  }

  Result<ApplyOutcome> apply(std::span<const TableChanges> changes,
                             bool evict) override {
    if (!begun_) return Status::broken("apply before begin");
    if (target_.dice_.fails()) return lost();
    target_.calls_.note(evict ? "apply evicting" : "apply");
    ApplyOutcome outcome;
    for (const TableChanges& one : changes) {
      Made made{*one.shape, {}, {}, evict};
      for (const Row& key : one.deletes) made.deletes.push_back(row_of(key));
      for (const Row& put : one.puts) made.puts.push_back(row_of(put));
      MR_RETURN_IF_ERROR(make(made, &tables_, &outcome));
      made_.push_back(std::move(made));
    }
    return outcome;
  }

  Result<std::vector<CascadeRow>> cascade(const CascadeStep&) override {
    return Status::broken("a memory target has no foreign keys");
  }

  Status commit(const std::string&, const StreamRecord& progress) override {
    if (!begun_) return Status::broken("commit before begin");
    begun_ = false;
    if (target_.lost_commits > 0 && target_.lost_commits-- > 0) return lost();
    return target_.commit([&target = target_, all = made_, progress] {
      ApplyOutcome outcome;
      for (const Made& made : all) {
        MR_RETURN_IF_ERROR(make(made, &target.tables_, &outcome));
      }
      for (StreamRecord& record : target.ledger_.state.streams) {
        if (record.source == progress.source) record = progress;
      }
      target.calls_.note("stream at " + progress.position.str());
      return Status();
    });
  }

  Status alter(const std::string&, const SchemaStep& step,
               const StreamRecord& progress) override {
    begun_ = false;
    if (target_.dice_.fails()) return lost();
    return target_.commit([&target = target_, step, progress] {
      for (const Statement& statement : step.statements) {
        MR_RETURN_IF_ERROR(target.run_statement(statement.sql));
      }
      for (StreamRecord& record : target.ledger_.state.streams) {
        if (record.source == progress.source) record = progress;
      }
      target.calls_.note("altered at " + progress.position.str());
      return Status();
    });
  }

  void rollback() override { begun_ = false; }

 private:
  using Tables = std::map<QualifiedName, MemoryTable>;
  struct Made {
    WriteShape shape;
    std::vector<MemoryRow> deletes;
    std::vector<MemoryRow> puts;
    bool evict = false;
  };

  static Status make(const Made& made, Tables* tables, ApplyOutcome* outcome) {
    const WriteShape& shape = made.shape;
    MemoryTable& table = (*tables)[shape.table];
    for (const MemoryRow& key : made.deletes) {
      outcome->deleted += table.rows.erase(key);
    }
    for (const MemoryRow& row : made.puts) {
      table.rows.erase(part_of(row, shape.key));
      if (!made.evict) continue;
      for (const auto& unique : shape.unique_keys) {
        std::erase_if(table.rows, [&](const auto& other) {
          return part_of(other.second, unique) == part_of(row, unique);
        });
      }
    }
    for (const MemoryRow& row : made.puts) {
      if (!table.rows.emplace(part_of(row, shape.key), row).second) {
        return Status::broken("a key was put twice");
      }
      ++outcome->put;
    }
    return check_unique(table, shape.table);
  }

  const MemoryTarget& target_;
  Tables tables_;
  std::vector<Made> made_;
  bool begun_ = false;
};

// ---- sessions -----------------------------------------------------------
Status MemoryTarget::writer_may_open() const {
  if (dice_.fails()) return lost();
  std::lock_guard lock(mutex_);
  if (!locked_once_ || (holder_ != 0 && another_.empty())) return {};
  return Status::retry("this run no longer holds the plan's lock");
}

Result<std::unique_ptr<SchemaWriter>> MemoryTarget::schema_writer(
    const Endpoint&) const {
  if (lost_schema_writers-- > 0 || dice_.fails()) return lost();
  return std::unique_ptr<SchemaWriter>(std::make_unique<Schema>(*this));
}

Result<std::unique_ptr<BulkWriter>> MemoryTarget::bulk_writer(
    const Endpoint&, const std::string&) const {
  MR_RETURN_IF_ERROR(writer_may_open());
  return std::unique_ptr<BulkWriter>(std::make_unique<Bulk>(*this));
}

Result<std::unique_ptr<ChangeWriter>> MemoryTarget::change_writer(
    const Endpoint&, const std::string&) const {
  MR_RETURN_IF_ERROR(writer_may_open());
  return std::unique_ptr<ChangeWriter>(std::make_unique<Changes>(*this));
}

std::unique_ptr<RowEncoder> MemoryTarget::row_encoder(const WriteShape&) const {
  return std::make_unique<Encoder>();
}

}  // namespace millrace::test
