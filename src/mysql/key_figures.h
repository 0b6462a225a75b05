// SPDX-License-Identifier: Apache-2.0
//
// What a server keeps of the keys of its tables. Different values come from
// statistics that InnoDB keeps on disk and changes when the table has: from
// mysql.innodb_index_stats where the account may read it, else from
// information_schema.STATISTICS (where MariaDB and MySQL before 8.0 show up
// to twice as many). Statistics that are guessed anew at every start are
// left alone. Thread: one caller at a time per Session.
#pragma once

#include <vector>

#include "base/status.h"
#include "engine/key_figures.h"
#include "mysql/session.h"

namespace millrace::mysql {

// Sorted by table; tables of which nothing is known are left out. The
// number of queries does not grow with the tables. `keys` = statistics too.
Result<std::vector<TableFigures>> read_figures(
    Session& session, const std::vector<QualifiedName>& tables, bool keys);

}  // namespace millrace::mysql
