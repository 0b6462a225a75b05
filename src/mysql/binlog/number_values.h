// SPDX-License-Identifier: Apache-2.0
//
// Numbers of row events: integers, floats, decimals (MySQL's packed
// decimal, nine digits in four bytes), bits and years. Thread: pure.
#pragma once

#include <string_view>

#include "mysql/binlog/column_decoder.h"

namespace millrace::mysql {

// The decoder of an integer of `bytes` bytes (1, 2, 3, 4 or 8).
DecodeValue integer_decoder(unsigned bytes, bool is_unsigned);

const char* decode_float(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_double(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_decimal(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_bit(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_year(const ColumnDecoder&, ByteReader&, Arena&, Cell*);

// Bytes that a packed decimal of this shape takes.
size_t decimal_size(int precision, int scale);
// A packed decimal as digits, always with `scale` of them after the point.
// `out` needs 80 bytes. Null when the digits are none.
char* write_decimal(char* out, std::string_view packed, int precision,
                    int scale);

}  // namespace millrace::mysql
