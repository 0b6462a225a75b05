// SPDX-License-Identifier: Apache-2.0
//
// What a source's server knows of a table's numbers: how the values of its
// keys are spread and whether rows are updated, for targets that place rows
// by a key; how far AUTO_INCREMENT has come. And what looking at rows tells
// of a key. A figure that the server does not
// have is said to be unknown, never made up. Thread: values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/catalog.h"

namespace millrace {

// Statistics that the server keeps of an index, as far as its columns are
// plain ones.
struct IndexFigures {
  std::string index;
  std::vector<std::string> columns;
  std::vector<uint64_t> distinct;  // of the first one, two … of them
  bool operator==(const IndexFigures&) const = default;
};

struct TableFigures {
  QualifiedName table;
  std::vector<IndexFigures> indexes;  // by name
  std::string unknown;                // why there are none
  // Were rows updated since the server started to count? nullopt: not known.
  std::optional<bool> updated;
  std::string updates_unknown;  // why not
  uint64_t next_number = 0;     // of its AUTO_INCREMENT column; 0 = not known
  bool operator==(const TableFigures&) const = default;
};

// How often do values of `columns` stand in the table?
struct SpreadRequest {
  QualifiedName table;
  std::vector<std::string> columns;
  uint64_t row_limit = 0;  // 0 = every row
  // The table and its key's positions; lives until the answer is there.
  const Table* definition = nullptr;
  std::vector<size_t> key_positions = {};
};

struct KeySpread {
  QualifiedName table;
  std::vector<std::string> columns;
  uint64_t rows_seen = 0;
  uint64_t distinct = 0;  // different values among them
  uint64_t most = 0;      // rows that hold the most frequent one
  bool every_row = false;
  std::string problem;  // why it could not be told
};

// By the source's name; lent.
using FiguresBySource = std::map<std::string, const std::vector<TableFigures>*>;

}  // namespace millrace
