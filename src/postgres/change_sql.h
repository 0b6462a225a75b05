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
#include "model/server_facts.h"

namespace millrace {

// How a server takes several arrays as rows, and how it is told of them.
struct SqlForm {
  // unnest($1, $2) in FROM; else a sub-select of one unnest() each, which
  // PostgreSQL before 9.4 walks side by side as well.
  bool several_arrays = true;
  bool overriding = true;     // INSERT … OVERRIDING SYSTEM VALUE
  bool binary_arrays = true;  // as in values.h
  // Rows of a new table are spread over a cluster.
  bool distributed = false;
};
SqlForm sql_form(const Flavor& flavor);

// $n: the key columns.
std::string delete_sql(const WriteShape& shape, const SqlForm& form = {});
// $n: all columns. A row under the same key is overwritten.
std::string upsert_sql(const WriteShape& shape);
// $n: all columns. A row that is not there is left out; "" for a table whose
// columns are all in the key.
std::string update_sql(const WriteShape& shape, const SqlForm& form = {});
// $n: all columns. A row under the same key is an error.
std::string insert_sql(const WriteShape& shape, const SqlForm& form = {});
// $n: the columns of the unique key, then those of the key. Removes rows
// that hold the unique value under another key.
std::string evict_sql(const WriteShape& shape,
                      const std::vector<size_t>& unique_key,
                      const SqlForm& form = {});

// Rows are taken out into a temporary table `kept`, which remembers the
// columns that nobody writes, and put back with them. `others` are those.
std::string make_kept_sql(const WriteShape& shape, const std::string& kept,
                          const std::vector<std::string>& others,
                          const SqlForm& form = {});
std::string take_out_sql(const WriteShape& shape, const std::string& kept,
                         const std::vector<std::string>& others);
// $n: the key columns. Only remembers; delete_sql then takes the rows out
// (two writers in one statement are too many for a cluster).
std::string keep_sql(const WriteShape& shape, const std::string& kept,
                     const std::vector<std::string>& others,
                     const SqlForm& form);
std::string put_back_sql(const WriteShape& shape, const std::string& kept,
                         const std::vector<std::string>& others,
                         const SqlForm& form = {});
// Puts only rows that were not taken out.
std::string put_new_sql(const WriteShape& shape, const std::string& kept,
                        const SqlForm& form = {});

}  // namespace millrace
