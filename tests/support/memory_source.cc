// SPDX-License-Identifier: Apache-2.0
#include "support/memory_source.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace millrace::test {
namespace {

constexpr std::chrono::milliseconds kHeartbeat{10};

int64_t key_of(const MemoryRow& row) { return std::stoll(*row[0]); }

Status lost() { return Status::retry("the source's connection was lost"); }

}  // namespace

Position memory_position(uint64_t transactions) {
  Position position;
  position.kind = PositionKind::kFile;
  position.file = "bin.000001";
  position.offset = transactions;
  return position;
}

void MemorySource::create(const Table& table) {
  std::lock_guard lock(mutex_);
  tables_[table.name] = table;
  rows_[table.name];
  seen_rows_[table.name];
}

void MemorySource::alter(const Table& table) { create(table); }

void MemorySource::commit(const MemoryTransaction& transaction) {
  std::lock_guard lock(mutex_);
  make(transaction, &rows_);
  log_.push_back(transaction);
  logged_.notify_all();
}

void MemorySource::make(const MemoryTransaction& transaction,
                        std::map<QualifiedName, Rows>* all) {
  for (const MemoryChange& change : transaction.changes) {
    Rows& rows = all->at(change.table);
    if (!change.before.empty()) rows.erase(key_of(change.before));
    if (!change.after.empty()) rows[key_of(change.after)] = change.after;
  }
  if (transaction.statement == "TRUNCATE") {
    all->at(transaction.statement_table).clear();
  }
}

void MemorySource::see() const {
  const size_t unseen = most_unseen > 0 ? dice_.below(most_unseen + 1) : 0;
  while (seen_ + unseen < log_.size()) make(log_[seen_++], &seen_rows_);
}

MemorySource::Rows MemorySource::seen_rows(const QualifiedName& table) const {
  std::lock_guard lock(mutex_);
  see();
  return seen_rows_.at(table);
}

MemorySource::Rows MemorySource::rows(const QualifiedName& table) const {
  std::lock_guard lock(mutex_);
  return rows_.at(table);
}

MemoryRows MemorySource::content(const QualifiedName& table) const {
  MemoryRows content;
  for (const auto& [key, row] : rows(table)) content.insert(row);
  return content;
}

Position MemorySource::position() const {
  std::lock_guard lock(mutex_);
  return memory_position(log_.size());
}

bool MemorySource::loses() const {
  int left = lose;
  while (left > 0 && !lose.compare_exchange_weak(left, left - 1)) {
  }
  return left > 0 || dice_.fails();
}

// ---- the catalog --------------------------------------------------------

class MemorySource::Looker : public Inspector {
 public:
  explicit Looker(const MemorySource& source) : source_(source) {}
  Result<Catalog> inspect(const Scope& scope) override {
    Catalog catalog;
    std::lock_guard lock(source_.mutex_);
    catalog.schemas = scope.schemas;
    for (const auto& [name, table] : source_.tables_) {
      catalog.tables.push_back(table);
    }
    return catalog;
  }
  Result<ServerFacts> facts() override { return ServerFacts(); }
  Result<Catalog> list() override { return inspect({}); }
  Status probe_rows(const std::vector<QualifiedName>&, Catalog*) override {
    return Status::broken("a source is not probed");
  }
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>&) override {
    return std::vector<ScanAnswer>();
  }

 private:
  const MemorySource& source_;
};

// ---- the copy -----------------------------------------------------------

class MemorySource::Reader : public SnapshotReader {
 public:
  explicit Reader(const MemorySource& source) : source_(source) {}

  Result<Position> position() override {
    if (interrupted_ || source_.loses()) return lost();
    source_.calls_.note("position");
    std::lock_guard lock(source_.mutex_);
    source_.see();
    return memory_position(source_.seen_);
  }

  Result<std::optional<KeyBound>> next_bound(
      const Table& table, const std::vector<size_t>&,
      const std::optional<KeyBound>& lower, uint64_t) override {
    if (fails()) return lost();
    const Rows rows = source_.seen_rows(table.name);
    auto at = lower ? rows.upper_bound(std::stoll((*lower)[0])) : rows.begin();
    for (uint64_t i = 0; i < source_.chunk_rows && at != rows.end(); ++i) ++at;
    if (at == rows.end()) return std::optional<KeyBound>();
    return std::optional<KeyBound>(KeyBound{std::to_string((--at)->first)});
  }

  Result<std::vector<bool>> hold_at_most(
      const std::vector<const Table*>& tables, uint64_t rows) override {
    if (fails()) return lost();
    source_.calls_.note("hold at most");
    std::vector<bool> fit;
    for (const Table* table : tables) {
      fit.push_back(source_.seen_rows(table->name).size() <=
                    std::min(rows, source_.chunk_rows));
    }
    return fit;
  }

  Status read(const Table& table, const std::vector<size_t>& key,
              const Chunk& chunk, RowSink& sink) override {
    if (source_.before_read) source_.before_read();
    source_.calls_.note("read " + table.name.str());
    if (!source_.refuse_reads.empty()) {
      return Status::refused(source_.refuse_reads);
    }
    std::optional<int64_t> last;
    for (const auto& [id, row] : source_.seen_rows(table.name)) {
      if (chunk.lower && id <= std::stoll((*chunk.lower)[0])) continue;
      if (chunk.upper && id > std::stoll((*chunk.upper)[0])) continue;
      if (fails()) return lost();
      if (last && !key.empty() && sink.full() && source_.dice_.below(3) == 0) {
        source_.calls_.note("cut " + table.name.str());
        sink.cut(KeyBound{std::to_string(*last)});
        return {};
      }
      MR_RETURN_IF_ERROR(sink.row(cells_of(row)));
      last = id;
    }
    return {};
  }

  void interrupt() override { interrupted_ = true; }

 private:
  bool fails() { return interrupted_ || source_.dice_.fails(); }
  const MemorySource& source_;
  std::atomic<bool> interrupted_{false};
};

// ---- the log ------------------------------------------------------------

class MemorySource::Log : public ChangeLog {
 public:
  Log(const MemorySource& source, const ChangeLogOptions& options)
      : source_(source), options_(options) {}

  Status open(const Position& start) override {
    if (source_.dice_.fails()) return lost();
    if (!source_.refuse_log.empty()) return Status::refused(source_.refuse_log);
    source_.calls_.note("log from " + start.str());
    at_ = start.offset;
    return {};
  }

  Status next(TransactionPart* part) override {
    *part = TransactionPart();
    if (source_.log_halts && source_.dice_.below(4) == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::unique_lock lock(source_.mutex_);
    source_.logged_.wait_for(lock, kHeartbeat, [&] {
      return interrupted_ || at_ < source_.log_.size();
    });
    if (interrupted_ || altered_ || source_.dice_.fails()) return lost();
    part->idle = at_ >= source_.log_.size();
    if (!part->idle) fill(source_.log_[at_], part);
    return {};
  }

  void interrupt() override {
    std::lock_guard lock(source_.mutex_);
    interrupted_ = true;
    source_.logged_.notify_all();
  }

 private:
  // The table's number, or -1: not selected, or its copy has this already.
  int number_of(const QualifiedName& name) const {
    for (size_t i = 0; i < options_.tables.size(); ++i) {
      if (options_.tables[i].name != name) continue;
      const Position& from = options_.tables_from[i];
      const bool in = from.kind != PositionKind::kNone && at_ < from.offset;
      return in ? -1 : static_cast<int>(i);
    }
    return -1;
  }

  void fill(const MemoryTransaction& transaction, TransactionPart* part) {
    const int stopping = number_of(transaction.statement_table);
    if (!transaction.statement.empty() && stopping >= 0) {
      LoggedStatement logged;
      logged.sql = logged.what = transaction.statement;
      logged.database = "shop";
      logged.tables = {static_cast<uint32_t>(stopping)};
      if (transaction.statement == "TRUNCATE") {
        TableAlteration& made = logged.alterations.emplace_back();
        made.kind = TableAlteration::Kind::kEmpty;
        made.table = logged.tables[0];
      } else {
        logged.problem = "not in memory";
      }
      part->statements.push_back(std::move(logged));
      part->ends = true;
      part->position = memory_position(++at_);
      altered_ = true;
      return;
    }
    const auto& changes = transaction.changes;
    for (size_t i = 0; i < source_.part_changes && inside_ < changes.size();
         ++i, ++inside_) {
      const MemoryChange& change = changes[inside_];
      const int table = number_of(change.table);
      if (table < 0) continue;
      part->changes.push_back({change.kind, static_cast<uint32_t>(table),
                               keep_in(part->arena, change.before),
                               keep_in(part->arena, change.after)});
    }
    part->ends = inside_ == changes.size();
    if (!part->ends) return;
    inside_ = 0;
    part->position = memory_position(++at_);
    part->gtid = "0-1-" + std::to_string(at_);
    part->commit_time_us = 1;
  }

  const MemorySource& source_;
  const ChangeLogOptions options_;
  uint64_t at_ = 0;    // transactions passed
  size_t inside_ = 0;  // changes of the next one passed
  bool interrupted_ = false;
  bool altered_ = false;  // rows have another shape from here on
};

// ---- sessions -----------------------------------------------------------

Result<std::unique_ptr<Inspector>> MemorySource::inspector(
    const Endpoint&) const {
  return std::unique_ptr<Inspector>(std::make_unique<Looker>(*this));
}

Result<std::unique_ptr<SnapshotReader>> MemorySource::snapshot(
    const Endpoint&) const {
  if (loses()) return lost();
  return std::unique_ptr<SnapshotReader>(std::make_unique<Reader>(*this));
}

Result<std::unique_ptr<ChangeLog>> MemorySource::change_log(
    const Endpoint&, const ChangeLogOptions& options) const {
  if (dice_.fails()) return lost();
  return std::unique_ptr<ChangeLog>(std::make_unique<Log>(*this, options));
}

std::unique_ptr<KeyOrder> MemorySource::key_order(
    const Table&, const std::vector<size_t>&) const {
  class ByNumber : public KeyOrder {
   public:
    explicit ByNumber(bool all) : all_(all) {}
    std::optional<bool> up_to(Row row, const KeyBound& bound) const override {
      const int64_t key = std::stoll(std::string(row[0].text()));
      if (!all_ && key % 4 == 0) return std::nullopt;
      return key <= std::stoll(bound[0]);
    }

   private:
    const bool all_;
  };
  if (order == Order::kNone) return nullptr;
  return std::make_unique<ByNumber>(order == Order::kAll);
}

Result<std::unique_ptr<ContentReader>> MemorySource::content_reader(
    const Endpoint&) const {
  return Status::broken("a memory source is not verified");
}

}  // namespace millrace::test
