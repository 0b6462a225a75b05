// SPDX-License-Identifier: Apache-2.0
//
// MemoryWorkload: random transactions on the tables of a MemorySource, of
// rows (id, n, code) in which code is unique at all times: rows come, go,
// change, change their key, and codes move from row to row. Thread: any.
// memory_table and memory_road make such a table and its road.
#pragma once

#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "route/route.h"
#include "support/memory_source.h"
#include "support/sample_schema.h"

namespace millrace::test {

inline Table memory_table(const std::string& name) {
  Table table;
  table.name = {"shop", name};
  table.columns = {integer_column("id"), integer_column("n", 32, true),
                   varchar_column("code", 20)};
  table.primary_key = key_on({"id"});
  return table;
}

// shop.NAME of eu to sales.NAME, column by column.
inline Route memory_road(const std::string& name, bool keyed = true) {
  Route route;
  route.id = {"eu", {"shop", name}, {"sales", name}};
  route.source_table = memory_table(name);
  for (size_t i = 0; i < route.source_table.columns.size(); ++i) {
    const Column& column = route.source_table.columns[i];
    route.columns.push_back({column.name, i, "", column.type, "text"});
  }
  if (keyed) {
    route.source_key = {0};
    route.target_key = {0};
    route.unique_keys = {{2}};
  }
  return route;
}

class MemoryWorkload {
 public:
  MemoryWorkload(uint32_t seed, MemorySource& source)
      : random_(seed), source_(source) {}

  void add(const QualifiedName& table) { tables_.push_back({table, {}}); }

  // One transaction of up to `most` changes in tables picked at random.
  void step(size_t most = 8) {
    std::lock_guard lock(mutex_);
    MemoryTransaction transaction;
    std::vector<MemorySource::Rows> rows;
    for (const auto& table : tables_) rows.push_back(source_.rows(table.name));
    const size_t count = 1 + random_() % most;
    for (size_t i = 0; i < count; ++i) {
      const size_t at = random_() % tables_.size();
      transaction.changes.push_back(change(tables_[at], rows[at]));
    }
    source_.commit(transaction);
  }

 private:
  struct Known {
    QualifiedName name;
    std::vector<std::string> free_codes;
  };

  std::string code(Known& table) {
    if (table.free_codes.empty() || random_() % 3 == 0) {
      return "c" + std::to_string(++codes_);
    }
    std::swap(table.free_codes[random_() % table.free_codes.size()],
              table.free_codes.back());
    std::string free = table.free_codes.back();
    table.free_codes.pop_back();
    return free;
  }
  std::optional<std::string> number() {
    if (random_() % 5 == 0) return std::nullopt;
    return std::to_string(random_() % 1000);
  }

  MemoryChange change(Known& table, MemorySource::Rows& rows) {
    MemoryChange change;
    change.table = table.name;
    const int64_t id = random_() % 60;
    const auto found = rows.find(id);
    if (found == rows.end()) {
      change.after = {std::to_string(id), number(), code(table)};
      rows[id] = change.after;
      return change;
    }
    change.before = found->second;
    rows.erase(found);
    if (random_() % 3 == 0) {
      change.kind = ChangeKind::kDelete;
      table.free_codes.push_back(*change.before[2]);
      return change;
    }
    change.kind = ChangeKind::kUpdate;
    int64_t to = random_() % 3 == 0 ? random_() % 60 : id;
    if (rows.count(to) != 0) to = id;
    change.after = {std::to_string(to), number(), change.before[2]};
    if (random_() % 2 == 0) {
      change.after[2] = code(table);
      table.free_codes.push_back(*change.before[2]);
    }
    rows[to] = change.after;
    return change;
  }

  std::mutex mutex_;
  std::mt19937 random_;
  MemorySource& source_;
  std::vector<Known> tables_;
  uint64_t codes_ = 0;
};

}  // namespace millrace::test
