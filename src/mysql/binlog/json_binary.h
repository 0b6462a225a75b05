// SPDX-License-Identifier: Apache-2.0
//
// MySQL's binary JSON, printed as the server prints it: one space after
// ':' and ',', members in stored order, its own rules for numbers. Layout:
// MySQL source documentation, "json_binary.h" (small and large objects and
// arrays, scalars, opaque values of other SQL types). MariaDB has none: its
// JSON is text. Thread: pure.
#pragma once

#include <string>
#include <string_view>

#include "mysql/binlog/column_decoder.h"

namespace millrace::mysql {

// Appends the text of one document. nullptr, or what is wrong with it.
const char* append_json(std::string_view binary, std::string& out);

const char* decode_json(const ColumnDecoder&, ByteReader&, Arena&, Cell*);

}  // namespace millrace::mysql
