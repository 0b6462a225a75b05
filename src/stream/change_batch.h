// SPDX-License-Identifier: Apache-2.0
//
// ChangeBatch: many row changes folded to their net effect. A key that
// changes five times is written once; a row that came and went is not
// written at all. Keys and rows are the target's: projection comes first.
//
// Folding is right because a set of net effects is applied in one target
// transaction, taken out before put in (engine/target.h, ChangeWriter).
// Memory: owns every byte it holds; `bytes()` says how many. Thread: one.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "base/digest.h"
#include "engine/target.h"
#include "model/row_change.h"
#include "route/projector.h"
#include "route/route.h"

namespace millrace {

// Does the Plan ask for changes of this kind?
bool replays(const SyncOptions& sync, ChangeKind kind);

class ChangeBatch {
 public:
  // `routes[i]` is the road of the log's table i. They outlive the batch.
  explicit ChangeBatch(const std::vector<const Route*>& routes);
  ~ChangeBatch();

  // Which rows of a change concern the target: while a table is copied, a
  // chunk may hold the one, or bring it later, and not the other.
  struct Rows {
    bool before = true;
    bool after = true;
  };

  Status add(const RowChange& change) { return add(change, Rows()); }
  Status add(const RowChange& change, Rows rows);

  // The source's key of the row that a change is of, for messages.
  std::string key_text(const RowChange& change) const;

  // Net changes per target table; views into the batch, until clear().
  const std::vector<TableChanges>& net();

  uint64_t changes() const { return changes_; }  // added since clear()
  size_t bytes() const { return arena_.bytes(); }
  bool empty() const { return changes_ == 0; }
  void clear();

 private:
  struct KeyHash {
    size_t operator()(std::string_view key) const { return hash64(key); }
  };
  // Roughly where the server's index has the key, so that neighbours are
  // written one after the other. Nothing depends on it but speed.
  using KeyRank = std::array<uint64_t, 2>;
  struct Entry {
    Row key;  // key cells in the order of the shape's key
    Row row;  // empty = the row is gone
    bool present = false;
    bool known = false;  // the source had a row of this key before the batch
    KeyRank rank = {};
  };
  struct TargetTable {
    WriteShape shape;
    std::vector<bool> whole_numbers;  // per cell of the key
    std::vector<Entry> entries;
    std::unordered_map<std::string_view, size_t, KeyHash> by_key;
    std::vector<Row> deletes;  // filled by net()
    std::vector<Row> puts;
  };
  struct Road {
    const Route* route = nullptr;
    std::unique_ptr<Projector> projector;
    TargetTable* table = nullptr;
  };

  Status put(Road& road, Row source_row, bool* kept);
  Status remove(Road& road, Row source_row);
  Entry& entry(TargetTable& table, Row key, bool known);
  static KeyRank rank_of(const TargetTable& table, Row key);
  Row keep(Row row);
  Row key_of(const TargetTable& table, Row target_row);

  std::vector<Road> roads_;
  std::vector<std::unique_ptr<TargetTable>> tables_;
  std::vector<TableChanges> net_;
  Arena arena_;
  uint64_t changes_ = 0;
  std::vector<Cell> cells_;  // projected row, before it is kept
  std::vector<Cell> key_cells_;
  std::string key_bytes_;
};

}  // namespace millrace
