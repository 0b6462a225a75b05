// SPDX-License-Identifier: Apache-2.0
//
// The variables of `to` and `add_columns.value`: $source, $database, $table,
// and $1, $2 ... for the groups of the mapping's `match`. $$ is a dollar
// sign. Thread: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace millrace {

struct Variables {
  std::string source;
  std::string database;
  std::string table;
  std::vector<std::string> groups;  // $1 is groups[0]
};

// The text with its variables replaced. Refused with code P013 when it names
// one that is not there. A name ends where the known word ends:
// "$table_old" is $table followed by "_old".
Result<std::string> expand_variables(std::string_view text,
                                     const Variables& variables);

}  // namespace millrace
