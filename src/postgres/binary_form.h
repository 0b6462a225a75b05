// SPDX-License-Identifier: Apache-2.0
//
// binary_form: how a cell in neutral form is written as a field of COPY's
// binary format (manual, "COPY", Binary Format): a length word and what the
// type's receive function reads. Chosen once per column, like cell_form.
//
// The server parses numbers, dates and bytes in a fraction of the time that
// it takes over their text; what it then stores is the same, which the law
// in tests/postgres/binary_form_test.cc holds. Thread: pure.
#pragma once

#include "engine/write_shape.h"
#include "postgres/cell_form.h"

namespace millrace {

// Where a field ends, or, when `end` is nullptr, why the cell has no form.
struct Written {
  char* end;
  const char* why;
};

// Writes length and payload of a cell, which is not NULL, at `at`; there must
// be binary_room() of the cell.
using BinaryForm = Written (*)(std::string_view cell, char* at);
constexpr size_t binary_room(size_t size) { return size + 24; }

// nullptr (the pointer) when this pair of types has no binary form here,
// though it may have a text form.
BinaryForm binary_form(const WriteColumn& column);

enum class CopyFormat { kText, kBinary };

// The format of a copy of this shape: `best` when every column has a form
// in it. Reader and writer of a chunk both ask.
CopyFormat copy_format(const WriteShape& shape, CopyFormat best);

}  // namespace millrace
