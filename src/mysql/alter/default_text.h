// SPDX-License-Identifier: Apache-2.0
//
// Defaults of columns as people write them, in the words of the catalog and
// of rows. A value that the server would turn into another one (a label in
// other case, a number for text, what is rounded) is turned as it does, or is
// a problem. Thread: pure functions.
#pragma once

#include <optional>
#include <string>

#include "model/catalog.h"
#include "mysql/alter/context.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {

// What stands behind DEFAULT or SET DEFAULT, into `column`, whose type is
// known. "" or the problem.
std::string read_default(Words& words, const AlterContext& context,
                         Column* column);

// Takes the default of a column away, before SET DEFAULT or for DROP DEFAULT,
// with what this server takes with it. "" or the problem.
std::string clear_default(const Flavor& flavor, bool drops, Column* column);

// What a row that was there has in a new column: in `value`, nullopt for
// NULL, in the neutral form or what the server takes for it. The problem
// when that cannot be told from the statement.
std::string value_of_old_rows(const Column& column, const AlterContext& context,
                              std::optional<std::string>* value);

}  // namespace millrace::mysql
