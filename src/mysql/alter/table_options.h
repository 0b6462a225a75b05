// SPDX-License-Identifier: Apache-2.0
//
// The clauses of ALTER TABLE that are about the table as a whole: options,
// how the statement runs, partitions. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"
#include "mysql/alter/context.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {

// One option; what the catalog shows of it goes into `table`. "" or the
// problem.
std::string read_table_option(Words& words, const AlterContext& context,
                              Table* table);

// CONVERT TO alone where no column has a text to turn: MySQL 5.6 takes that
// for no change at all and leaves the table's own character set, MySQL 8 and
// MariaDB change it. The problem for 5.7, of which nobody knows.
std::string settle_conversion(const Flavor& flavor, const Table& before,
                              Table* after);

// MySQL before 5.7 gives a default of its own to a column that the primary
// key alone makes NOT NULL. The problem, where a statement does that.
std::string key_default_problem(const Flavor& flavor,
                                const std::vector<std::string>& made_not_null);

}  // namespace millrace::mysql
