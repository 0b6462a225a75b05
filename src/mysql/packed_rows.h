// SPDX-License-Identifier: Apache-2.0
//
// packed_rows: rows as a copy's readers hand them to its writer: each cell
// is 1 for NULL, or 0, its length as the protocol writes lengths, and its
// bytes. That is how MariaDB takes the parameters of a bulk statement, so
// there the rows are sent as they are; the writer turns them into lines or
// tuples for a server that knows none. Columns that the target computes
// leave nothing behind. Thread: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/target.h"
#include "mysql/cell_text.h"

namespace millrace::mysql {

class RowPacker : public RowEncoder {
 public:
  explicit RowPacker(const WriteShape& shape);
  Status encode(Row row, std::string& out) override;

 private:
  std::string table_;
  std::vector<CellForm> forms_;
  bool bare_ = false;
};

// The target computes every column: a packed row is a NULL, to be there.
bool is_bare(const std::vector<CellForm>& forms);

// Takes the next cell off `rows`, which must hold one.
Cell take_packed(std::string_view* rows);

}  // namespace millrace::mysql
