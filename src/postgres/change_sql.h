// SPDX-License-Identifier: Apache-2.0
//
// change_sql: the set-based statements of the change writer. Every one takes
// one array per column ($1, $2, …) and joins them row by row with unnest().
// Arrays carry no length or precision, so that the column itself judges what
// fits. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "engine/write_shape.h"

namespace millrace {

// $n: the key columns.
std::string delete_sql(const WriteShape& shape);
// $n: all columns. A row under the same key is overwritten.
std::string upsert_sql(const WriteShape& shape);
// $n: all columns. A row under the same key is an error.
std::string insert_sql(const WriteShape& shape);
// $n: the columns of the unique key, then those of the key. Removes rows
// that hold the unique value under another key.
std::string evict_sql(const WriteShape& shape,
                      const std::vector<size_t>& unique_key);

// Rows are taken out into a temporary table `kept`, which remembers the
// columns that nobody writes, and put back with them. `others` are those.
std::string make_kept_sql(const WriteShape& shape, const std::string& kept,
                          const std::vector<std::string>& others);
std::string take_out_sql(const WriteShape& shape, const std::string& kept,
                         const std::vector<std::string>& others);
std::string put_back_sql(const WriteShape& shape, const std::string& kept,
                         const std::vector<std::string>& others);
// Puts only rows that were not taken out.
std::string put_new_sql(const WriteShape& shape, const std::string& kept);

}  // namespace millrace
