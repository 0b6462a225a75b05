// SPDX-License-Identifier: Apache-2.0
//
// cell_text: cells in neutral form as the two texts the server parses: a
// field of LOAD DATA (tab, line feed, backslash and NUL escaped) and a
// literal of SQL. How a column's cells are written is chosen once per column.
// Thread: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/target.h"

namespace millrace::mysql {

enum class CellForm {
  kNumber,    // digits, bare
  kText,      // UTF-8, in the connection's character set
  kBytes,     // as they are, with _binary before
  kBits,      // '0' and '1': bytes in LOAD DATA, b'…' in SQL
  kMoment,    // quoted, never converted
  kFloat,     // quoted, as the double that a FLOAT is
  kComputed,  // DEFAULT: the target has the value by itself
};

CellForm cell_form(const WriteColumn& column);
// The same for values that are compared with, not written.
CellForm value_form(const WriteColumn& column);

// LOAD DATA gives text as bytes: true where the server has to be told that
// they are UTF-8 (another character set, or a type that parses text).
bool loads_through_variable(const WriteColumn& column);

// What the server stores of a cell, as bytes: of bits the bytes they make, of
// a FLOAT the double that it is, of everything else the cell.
std::string stored_bytes(CellForm form, std::string_view cell);

void append_literal(CellForm form, const Cell& cell, std::string& out);
// The literal to find a row by: as above, but a FLOAT's exact value.
void append_key_literal(CellForm form, const Cell& cell, std::string& out);

// A cell whose bytes are stored_bytes() already: a field of LOAD DATA, a
// literal of SQL.
void append_field(const Cell& stored, std::string& out);
void append_stored_literal(CellForm form, const Cell& stored, std::string& out);

}  // namespace millrace::mysql
