// SPDX-License-Identifier: Apache-2.0
//
// MemoryRow: a row that owns its cells. Thread: values.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/arena.h"
#include "model/cell.h"

namespace millrace::test {

using MemoryRow = std::vector<std::optional<std::string>>;
using MemoryRows = std::multiset<MemoryRow>;

inline MemoryRow row_of(Row row) {
  MemoryRow owned;
  for (const Cell& cell : row) {
    owned.push_back(cell.is_null() ? std::nullopt
                                   : std::optional<std::string>(cell.text()));
  }
  return owned;
}

// Views of `row`, which must outlive them.
inline std::vector<Cell> cells_of(const MemoryRow& row) {
  std::vector<Cell> cells;
  for (const auto& cell : row) {
    cells.push_back(cell ? Cell::of(*cell) : Cell::null());
  }
  return cells;
}

inline Row keep_in(Arena& arena, const MemoryRow& row) {
  Cell* cells = arena.array<Cell>(row.size());
  for (size_t i = 0; i < row.size(); ++i) {
    cells[i] = row[i] ? Cell::of(arena.copy(*row[i])) : Cell::null();
  }
  return {cells, row.size()};
}

}  // namespace millrace::test
