// SPDX-License-Identifier: Apache-2.0
//
// What an ALTER TABLE makes of a table. Grammar: MySQL reference manual,
// "ALTER TABLE Statement", and the MariaDB knowledge base. A clause that is
// not known, or that changes rows without a word in the log (DROP
// PARTITION, IMPORT TABLESPACE ...), is a problem. Thread: pure.
#pragma once

#include <string>

#include "model/catalog.h"
#include "model/row_change.h"
#include "mysql/alter/context.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {

// `words` stand behind the table's name. "" and `*out` filled but for
// `table`, or the problem. A new name of the table is in `out->after.name`.
std::string alter_table(Words& words, const AlterContext& context,
                        const Table& before, TableAlteration* out);

}  // namespace millrace::mysql
