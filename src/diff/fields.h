// SPDX-License-Identifier: Apache-2.0
//
// Which fields of a table are not what they were: for people, and to say
// which side of a comparison moved. Estimates do not count. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"

namespace millrace {

struct FieldDifference {
  std::string part;    // "column note", "index i", "" = the table itself
  std::string field;   // "type", "default", "columns"; "" = the part itself
  std::string before;  // "" = was not there
  std::string now;     // "" = is no longer there
  // "type of column note: int -> bigint"
  std::string str() const;
};

std::vector<FieldDifference> field_differences(const Table& before,
                                               const Table& now);

// The first few in one line: "a; b; and 3 more".
std::string fields_text(const std::vector<FieldDifference>& differences);

}  // namespace millrace
