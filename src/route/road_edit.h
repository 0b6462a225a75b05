// SPDX-License-Identifier: Apache-2.0
//
// RoadEdit: what was edited in the Plan about a road whose rows are in the
// target already, and which of it the rows that are there agree with.
// Thread: pure functions.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "route/route.h"

namespace millrace {

struct RoadEdit {
  // Rows that are there were made another way and cannot be mended in place;
  // each in words ("where: \"a = 1\" -> \"\"").
  std::vector<std::string> conflicts;
  // Changes of the source between then and now are not in the target.
  std::vector<std::string> unfollowed;
  // Columns that have another name: then, now.
  std::vector<std::pair<std::string, std::string>> renamed;
  // Columns that are written no longer, by their names of now.
  std::vector<std::string> left;
  // Edits that only count for tables not copied yet.
  std::vector<std::string> without_effect;
  bool in_place() const { return conflicts.empty() && unfollowed.empty(); }
};

// `recorded` is the shape_json() that the rows were made by; `now` is built
// on the source table as it was then. Broken when it cannot be read.
Result<RoadEdit> compare_shapes(const std::string& recorded, const Route& now);

}  // namespace millrace
