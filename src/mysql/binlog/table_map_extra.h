// SPDX-License-Identifier: Apache-2.0
//
// The optional part of a table map: signs, character sets, names and labels
// of the columns, as much as binlog_row_metadata lets the server write.
// Fields: type, length-encoded length, value; lists run over the columns of
// a kind only (numbers, text, enums, sets). Thread: pure.
#pragma once

#include <string_view>

#include "mysql/binlog/table_map.h"

namespace millrace::mysql {

// Fills in what `bytes` say about the columns of `map`, whose types are
// known. False when they are malformed. Unknown fields are passed over:
// they describe, they do not change how rows are written.
bool read_table_map_extra(std::string_view bytes, TableMap* map);

}  // namespace millrace::mysql
