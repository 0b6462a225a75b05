// SPDX-License-Identifier: Apache-2.0
//
// The definition of a column in ADD, CHANGE and MODIFY COLUMN, in the words
// of the catalog. Grammar: MySQL reference manual, "CREATE TABLE Statement",
// and the MariaDB knowledge base. What is not understood is a problem, never
// left out. Thread: pure functions.
#pragma once

#include <string>

#include "model/catalog.h"
#include "mysql/alter/context.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {

struct ColumnText {
  Column column;
  bool says_null = false;       // NULL or NOT NULL stands there
  bool key = false;             // … PRIMARY KEY
  bool unique = false;          // … UNIQUE
  bool references = false;      // … REFERENCES: MariaDB makes a foreign key
  std::string collation_named;  // "" = the table's
};

// Reads from the type on, up to FIRST, AFTER, a comma or the end. "" or the
// problem. `rule` is the table's.
std::string read_column(Words& words, const AlterContext& context,
                        const TextRule& rule, const std::string& name,
                        ColumnText* out);

}  // namespace millrace::mysql
