// SPDX-License-Identifier: Apache-2.0
//
// Rows kept in memory, read as a TableSide reads them: the input of the
// comparison's laws. Not a database: what servers print is tested against
// real ones.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "verify/table_side.h"

namespace millrace::test {

using TextRow = std::vector<std::optional<std::string>>;

class MemorySide : public TableSide {
 public:
  explicit MemorySide(std::vector<size_t> key) : key_(std::move(key)) {}

  std::vector<TextRow> rows;
  std::function<void(MemorySide&)> before_read;  // the world moves on
  int reads = 0;
  Status failure;

  Status read(const KeySelection* only, const RowVisitor& visit) override {
    ++reads;
    if (before_read) before_read(*this);
    if (!failure.ok()) return failure;
    RowDigester digester;
    for (const TextRow& row : rows) {
      std::vector<Cell> cells;
      for (const auto& value : row) {
        cells.push_back(value ? Cell::of(*value) : Cell::null());
      }
      DigestedRow digested;
      digested.cells = cells;
      digested.key = digester.key(cells, key_);
      if (only != nullptr &&
          std::find(only->digests.begin(), only->digests.end(), digested.key) ==
              only->digests.end()) {
        continue;
      }
      digested.row = digester.row(cells);
      MR_RETURN_IF_ERROR(visit(digested));
    }
    return {};
  }

 private:
  const std::vector<size_t> key_;
};

}  // namespace millrace::test
