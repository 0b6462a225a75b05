// SPDX-License-Identifier: Apache-2.0
//
// The parser behind Filter (its grammar is in route/filter.h): words into
// nodes, columns into positions, literals into the form of the column they
// are compared with. Thread: pure function.
#pragma once

#include <string_view>
#include <vector>

#include "base/status.h"
#include "model/catalog.h"
#include "route/filter.h"

namespace millrace {

struct ParsedFilter {
  std::vector<FilterNode> nodes;
  int root = -1;
};

Result<ParsedFilter> parse_filter(std::string_view text, const Table& table);

}  // namespace millrace
