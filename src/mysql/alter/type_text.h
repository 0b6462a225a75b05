// SPDX-License-Identifier: Apache-2.0
//
// The type of a column as people write it, in the words of the catalog:
// INTEGER, DOUBLE PRECISION, NATIONAL VARCHAR(10), TEXT(70000) ... Thread:
// pure functions.
#pragma once

#include <string>

#include "model/catalog.h"
#include "model/type.h"
#include "mysql/alter/context.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {

struct TypeText {
  Type type;
  std::string native;  // as information_schema's COLUMN_TYPE has it
  bool serial = false;
};

// "" or the problem. Reads the type with all that belongs to it: UNSIGNED,
// CHARACTER SET, and COLLATE when it stands right behind.
std::string read_type(Words& words, const AlterContext& context,
                      const TextRule& rule, TypeText* out);

// COLUMN_TYPE of a type on this server.
std::string column_type_text(const Type& type, const Flavor& flavor);

// A text turned to another character set (CONVERT TO): one that would be too
// short for its characters becomes larger.
void turn_text(const TextRule& rule, const Flavor& flavor, Column* column);

// The smallest TEXT that holds so many bytes.
uint64_t text_bytes(uint64_t at_least);

}  // namespace millrace::mysql
