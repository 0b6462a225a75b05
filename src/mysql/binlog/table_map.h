// SPDX-License-Identifier: Apache-2.0
//
// TableMap: says, ahead of row events, which table a number stands for and
// how its columns are written. Layout: MySQL internals manual,
// "TABLE_MAP_EVENT"; the optional part: MySQL 8 source documentation,
// "Table_map_event"; MariaDB writes the same. Thread: values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "model/identifier.h"
#include "mysql/binlog/column_type.h"
#include "mysql/binlog/event.h"

namespace millrace::mysql {

struct MappedColumn {
  ColumnMeta meta;
  // Only when the server writes them (binlog_row_metadata and version).
  std::optional<bool> is_unsigned;
  std::optional<uint32_t> collation;  // id; 63 is binary
  std::optional<std::string> name;
  std::optional<std::vector<std::string>> labels;  // in column's charset
};

struct TableMap {
  uint64_t id = 0;
  QualifiedName name;
  std::vector<MappedColumn> columns;
};

struct TableMapHead {
  uint64_t id = 0;
  QualifiedName name;
};

// Number and name only: enough to pass over a table that is not selected.
// `fixed` is the fixed length of the event (format description).
Result<TableMapHead> read_table_map_head(std::string_view body, uint8_t fixed);
Result<TableMap> read_table_map(std::string_view body, uint8_t fixed);

}  // namespace millrace::mysql
