// SPDX-License-Identifier: Apache-2.0
//
// change_sql: the statements of the change writer, each over a number of
// rows, none longer than a bound (a single row excepted). Thread: pure.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/target.h"
#include "mysql/cell_text.h"

namespace millrace::mysql {

// A condition that finds the rows by their key, as texts that continue it:
// "`id` IN (1,2)" or "(`a`=1 AND `b`='x') OR (…)". Every server of the
// family finds either by the key's index.
class KeyCondition {
 public:
  // `cells[i]` is where a row has the i-th key column's cell.
  KeyCondition(const WriteShape& shape, std::vector<size_t> cells);
  void add(Row row);
  bool empty() const { return text_.empty(); }
  size_t bytes() const { return text_.size(); }
  std::string take();

 private:
  bool single() const { return names_.size() == 1; }

  std::vector<std::string> names_;
  std::vector<CellForm> forms_;
  std::vector<size_t> cells_;
  std::string text_;
};

// Calls `run` with conditions over all rows, in parts of bounded size.
Status for_key_conditions(const WriteShape& shape,
                          const std::vector<size_t>& cells,
                          std::span<const Row> rows, size_t statement_bytes,
                          const std::function<Status(const std::string&)>& run);

// "(1,'ab')" with all cells of the row, in shape order.
std::string tuple_text(const std::vector<CellForm>& forms, Row row);
std::vector<CellForm> cell_forms(const WriteShape& shape);
// "INSERT INTO `s`.`t` (`a`,`b`) VALUES " (or REPLACE).
std::string insert_head(const WriteShape& shape, const char* verb,
                        const std::vector<std::string>& further_columns = {});
// Positions of the key cells in a whole row; 0, 1, … in a key row.
std::vector<size_t> key_in_row(const WriteShape& shape);
std::vector<size_t> key_alone(const WriteShape& shape);

}  // namespace millrace::mysql
