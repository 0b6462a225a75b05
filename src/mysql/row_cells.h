// SPDX-License-Identifier: Apache-2.0
//
// How each column of a table is asked for and turned into its neutral form
// (model/type.h) when rows come as text. The way is chosen once per column.
//
// Needs a session with character_set_results = NULL: bytes then arrive as
// they are stored, so that text which is invalid in its own charset shows
// as invalid UTF-8 instead of as question marks. Thread: one per object.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"
#include "model/cell.h"
#include "mysql/session.h"

namespace millrace::mysql {

// The expression that hands out `column` so that nothing is lost: FLOAT
// without the server's rounding to six digits, text as UTF-8.
std::string select_expression(const Column& column);

class RowCells {
 public:
  explicit RowCells(const std::vector<Column>& columns);
  RowCells(const RowCells&) = delete;
  RowCells& operator=(const RowCells&) = delete;

  std::string select_list() const;
  // The row that `rows` stands on; valid until its next() or the next
  // convert().
  Row convert(const QueryRows& rows);

 private:
  struct Reader {
    Cell (*convert)(const Reader&, std::string_view);
    char* scratch;
    size_t length;
  };
  static Cell plain(const Reader&, std::string_view raw);
  static Cell zerofilled(const Reader&, std::string_view raw);
  static Cell float_text(const Reader& reader, std::string_view raw);
  static Cell double_text(const Reader& reader, std::string_view raw);
  static Cell bit_text(const Reader& reader, std::string_view raw);
  static Cell short_year(const Reader& reader, std::string_view raw);
  static Reader reader_for(const Column& column);
  static size_t room_for(const Column& column);

  std::vector<std::string> expressions_;
  std::vector<Reader> readers_;
  std::vector<Cell> cells_;
  std::vector<char> scratch_;
};

}  // namespace millrace::mysql
