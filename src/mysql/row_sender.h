// SPDX-License-Identifier: Apache-2.0
//
// row_sender: whole rows into one table by the fastest way that the server
// offers: bulk statements, LOAD DATA, INSERTs of many rows. The transaction
// is the caller's. Thread: one, the session's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/target.h"
#include "mysql/bulk_statement.h"
#include "mysql/cell_text.h"
#include "mysql/write_session.h"

namespace millrace::mysql {

// What becomes of a row that is there under a key of the new one.
enum class RowEnd { kRefused, kOverwritten };

// Overwritten where a row under the same key is the same row, and all of it
// is sent. Where the server may find two keys of the source equal (text, a
// column of another type) the second must be an error, and so must a row that
// is in the way of another unique index.
RowEnd row_end(const WriteShape& shape, const Flavor& flavor);

class RowSender {
 public:
  // `opened` outlives it. `where` is said in errors.
  RowSender(WriteSession& opened, const WriteShape& shape, RowEnd present,
            std::string where);

  // Packed rows (packed_rows.h). Refused when the server warns of one.
  Status write(std::string_view rows);

 private:
  bool loads() const { return !load_sql_.empty(); }
  Status send_in_packets(std::string_view rows);
  Status load(std::string_view rows);
  Status insert(std::string_view rows);
  size_t row_bytes(std::string_view rows) const;

  WriteSession& opened_;
  BulkStatement statement_;
  std::string where_;
  std::string load_sql_;  // "" where it is not taken
  std::string bulk_sql_;
  std::string insert_head_;
  std::string tail_;                  // of bulk statement and INSERT
  std::vector<CellForm> forms_;       // of the columns
  std::vector<CellForm> parameters_;  // of those that are sent
};

}  // namespace millrace::mysql
