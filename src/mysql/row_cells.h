// SPDX-License-Identifier: Apache-2.0
//
// How each column of a table is asked for and turned into its neutral form
// (model/type.h) when rows come as text. The way is chosen once per column.
//
// Needs a session with character_set_results = NULL: bytes then arrive as
// they are stored. Text of other sets than UTF-8 is decoded here, by the
// decoders of the log (binlog/charset_shelf.h): what is invalid in its own
// set meets the Plan's policy on either road, where the server's conversion
// would put a question mark. Thread: one per object.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/catalog.h"
#include "model/cell.h"
#include "mysql/binlog/charset_shelf.h"
#include "mysql/session.h"

namespace millrace::mysql {

// The expression that hands out `column` so that nothing is lost: FLOAT
// without the server's rounding to six digits.
std::string select_expression(const Column& column);

class RowCells {
 public:
  // Asks `shelf`, which outlives the object, for the columns' decoders.
  static Result<std::unique_ptr<RowCells>> make(
      const std::vector<Column>& columns, CharsetShelf& shelf);
  // For a session whose results the server hands out in UTF-8: keys for
  // people, where a question mark does no harm.
  static std::unique_ptr<RowCells> make_of_utf8(
      const std::vector<Column>& columns);
  RowCells(const RowCells&) = delete;
  RowCells& operator=(const RowCells&) = delete;

  std::string select_list() const;
  // The row that `rows` stands on; valid until its next() or the next
  // convert().
  Row convert(const QueryRows& rows);

 private:
  struct Reader {
    // nullptr: the server's text is the neutral form already.
    Cell (*convert)(Reader&, std::string_view);
    char* scratch;
    size_t length;
    const TextDecoder* decoder = nullptr;
    bool keeps_ascii = false;  // the decoder does
    std::string text;          // decoded
  };
  explicit RowCells(const std::vector<Column>& columns);
  void list_special();
  static Cell zerofilled(Reader&, std::string_view raw);
  static Cell float_text(Reader& reader, std::string_view raw);
  static Cell double_text(Reader& reader, std::string_view raw);
  static Cell bit_text(Reader& reader, std::string_view raw);
  static Cell short_year(Reader& reader, std::string_view raw);
  static Cell decoded(Reader& reader, std::string_view raw);
  static Reader reader_for(const Column& column);
  static size_t room_for(const Column& column);

  std::vector<std::string> expressions_;
  std::vector<Reader> readers_;
  std::vector<size_t> special_;  // columns that are converted
  std::vector<Cell> cells_;
  std::vector<char> scratch_;
};

}  // namespace millrace::mysql
