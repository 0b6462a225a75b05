// SPDX-License-Identifier: Apache-2.0
//
// What a statement of the log makes of the followed tables: ALTER TABLE,
// CREATE and DROP INDEX, TRUNCATE, RENAME TABLE, and the renames by which
// gh-ost and pt-online-schema-change put an altered copy in a table's place.
// Thread: pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/row_change.h"
#include "mysql/alter/context.h"

namespace millrace::mysql {

// Index of a followed table by name, -1 = it is none.
using FindTable = std::function<int(const QualifiedName&)>;

struct Interpretation {
  std::vector<TableAlteration> alterations;
  std::string problem;  // "" = `alterations` is all that it does
};

// `touched` are the followed tables that it names, `table` gives them.
Interpretation interpret(const AlterContext& context,
                         const std::vector<uint32_t>& touched,
                         const std::function<const Table&(uint32_t)>& table,
                         const FindTable& find);

}  // namespace millrace::mysql
