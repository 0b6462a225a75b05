// SPDX-License-Identifier: Apache-2.0
//
// RowPlan: how the rows of one selected table are decoded, made when its
// table map is read. Making it is also the check that the table, as the
// catalog had it, is the table that the log speaks of: number, kinds, sizes
// and, where the server writes them, names, signs, character sets and
// labels of the columns. A difference means that a change of the table was
// missed; the stream then stops instead of guessing. Thread: values.
#pragma once

#include <cstdint>
#include <vector>

#include "base/status.h"
#include "model/catalog.h"
#include "mysql/binlog/charset_shelf.h"
#include "mysql/binlog/column_decoder.h"
#include "mysql/binlog/log_source.h"
#include "mysql/binlog/table_map.h"

namespace millrace::mysql {

struct RowPlan {
  uint32_t table = 0;                 // index into the log's tables
  const Table* definition = nullptr;  // owned by the log's options
  std::vector<ColumnDecoder> columns;
  std::vector<bool> spare;  // by column: may be left out; empty = none may
};

// Broken (S204) when `map` and `table` differ.
Result<RowPlan> plan_rows(const TableMap& map, const Table& table,
                          const LogSource& source, CharsetShelf& shelf);

}  // namespace millrace::mysql
