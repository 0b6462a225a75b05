// SPDX-License-Identifier: Apache-2.0
//
// The definition of a column in ADD, CHANGE and MODIFY COLUMN, in the words
// of the catalog. Grammar: MySQL reference manual, "CREATE TABLE Statement",
// and the MariaDB knowledge base. What is not understood is a problem, never
// left out. Thread: pure functions.
#pragma once

#include <optional>
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

// A default behind DEFAULT or SET DEFAULT, into `column`.
std::string read_default(Words& words, Column* column);

// What a row that was there has in a new column: in `value`, nullopt for
// NULL, in the neutral form or what the server takes for it. The problem
// when that cannot be told from the statement.
std::string value_of_old_rows(const Column& column, const AlterContext& context,
                              std::optional<std::string>* value);

}  // namespace millrace::mysql
