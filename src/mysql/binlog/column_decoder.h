// SPDX-License-Identifier: Apache-2.0
//
// ColumnDecoder: how the cells of one column are read from row events into
// the neutral form (model/type.h). Chosen once per table map, then run for
// every row: a function and the few numbers it needs. Layout of the values:
// MySQL internals manual, "Binary Protocol of Rows Events". Thread: const
// after it is made; decoding uses the caller's arena.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/arena.h"
#include "model/cell.h"
#include "mysql/binlog/byte_reader.h"

namespace millrace::mysql {

class TextDecoder;
struct ColumnDecoder;

// Reads one value that is not NULL and writes its cell; the cell's bytes
// live in `arena`. nullptr, or what is wrong with the value. A value that
// ends too early may also just leave `in` failed.
using DecodeValue = const char* (*)(const ColumnDecoder& column, ByteReader& in,
                                    Arena& arena, Cell* cell);

struct ColumnDecoder {
  DecodeValue decode = nullptr;
  uint32_t size = 0;    // ColumnMeta::size
  uint32_t length = 0;  // as the neutral type says: bits; bytes to pad to
  int precision = 0;
  int scale = 0;
  int fsp = 0;
  const TextDecoder* text = nullptr;  // nullptr: bytes are UTF-8 already
  const std::vector<std::string>* labels = nullptr;  // of the catalog
};

// Makes a cell of bytes that the event's buffer owns.
inline const char* copy_cell(std::string_view bytes, Arena& arena, Cell* cell) {
  *cell = Cell::of(arena.copy(bytes));
  return nullptr;
}

}  // namespace millrace::mysql
