// SPDX-License-Identifier: Apache-2.0
//
// The clauses of ALTER TABLE that are about the table as a whole: options,
// how the statement runs, partitions. Thread: pure.
#pragma once

#include <string>

#include "model/catalog.h"
#include "mysql/alter/context.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {

// One option; what the catalog shows of it goes into `table`. "" or the
// problem.
std::string read_table_option(Words& words, const AlterContext& context,
                              Table* table);

}  // namespace millrace::mysql
