// SPDX-License-Identifier: Apache-2.0
//
// Strings of row events: text in the column's character set, bytes, labels
// of enums and sets, and MariaDB's uuid, inet4 and inet6, which the log
// writes as fixed strings of bytes. Thread: pure.
#pragma once

#include <string>
#include <string_view>

#include "mysql/binlog/column_decoder.h"

namespace millrace::mysql {

// CHAR: the server drops trailing spaces when it prints; so do we.
const char* decode_char(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_varchar(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_text(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
// BINARY: the log drops trailing zero bytes; they are put back.
const char* decode_binary(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_varbinary(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_blob(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_enum(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_set(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_uuid(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_inet4(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
const char* decode_inet6(const ColumnDecoder&, ByteReader&, Arena&, Cell*);
// MariaDB's COMPRESSED columns.
const char* decode_packed_varchar(const ColumnDecoder&, ByteReader&, Arena&,
                                  Cell*);
const char* decode_packed_blob(const ColumnDecoder&, ByteReader&, Arena&,
                               Cell*);

// 16 bytes as MariaDB stores them, in the form the server prints.
std::string uuid_text(std::string_view stored);
std::string inet6_text(std::string_view bytes);

}  // namespace millrace::mysql
