// SPDX-License-Identifier: Apache-2.0
//
// Dates and times of row events: the packed forms since MySQL 5.6 and
// MariaDB 10.1 ("…2", big endian, with fractions) and the older ones, which
// tables keep until they are rebuilt. Parts are taken as they stand: zero
// dates and dates that are none come out as the server prints them.
// Thread: pure.
#pragma once

#include <string_view>

#include "mysql/binlog/column_decoder.h"

namespace millrace::mysql {

const char* decode_date(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_time2(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_datetime2(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_timestamp2(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
// Without fraction digits only.
const char* decode_old_time(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_old_datetime(const ColumnDecoder&, ByteReader&, Arena&,
                                Cell*);
const char* decode_old_timestamp(const ColumnDecoder&, ByteReader&, Arena&,
                                 Cell*);

}  // namespace millrace::mysql
