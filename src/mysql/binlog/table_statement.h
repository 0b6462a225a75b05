// SPDX-License-Identifier: Apache-2.0
//
// CREATE, ALTER, DROP, RENAME and TRUNCATE: which tables they change.
// Grammar: MySQL reference manual "Data Definition Statements" and the
// MariaDB knowledge base, read as far as the last table name. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "mysql/binlog/statement.h"

namespace millrace::mysql {

// True when the statement is one of these; `info` then says kDdl with the
// tables, kHarmless for objects that are no base tables, or kUnknown when
// it cannot be read.
bool classify_table_statement(const std::vector<SqlToken>& tokens,
                              const std::string& database, StatementInfo* info);

}  // namespace millrace::mysql
