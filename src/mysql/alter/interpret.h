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
#include "mysql/alter/ghosts.h"

namespace millrace::mysql {

// The followed tables, and what is known of others.
struct Surroundings {
  std::function<const Table&(uint32_t)> table;
  std::function<int(const QualifiedName&)> find;  // -1 = not followed
  const Ghosts* ghosts = nullptr;
  // A table as the server has it now; null = nobody can be asked.
  std::function<Result<Table>(const QualifiedName&)> describe;
};

struct Interpretation {
  std::vector<TableAlteration> alterations;
  std::string problem;  // "" = `alterations` is all that it does
};

// `touched` are the followed tables that it names.
Interpretation interpret(const AlterContext& context,
                         const std::vector<uint32_t>& touched,
                         const Surroundings& around);

}  // namespace millrace::mysql
