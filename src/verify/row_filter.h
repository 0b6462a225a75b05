// SPDX-License-Identifier: Apache-2.0
//
// RowFilter: a road's `where` on rows that verify reads. The filter speaks
// of neutral cells (model/type.h), verify reads canonical ones; this turns
// the few columns that the filter names from the one into the other.
// Thread: one per object.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "model/cell.h"
#include "model/type.h"
#include "route/filter.h"
#include "route/route.h"

namespace millrace {

// The neutral form of a canonical value of a source column of this type.
// Lives in `scratch` where the two differ.
Cell neutral_cell(const Type& type, const Cell& canonical,
                  std::string* scratch);

class RowFilter {
 public:
  // `ask_for` makes sure that a source column is read and says at which
  // position of the rows it stands. `route` outlives the filter.
  static Result<std::unique_ptr<RowFilter>> make(
      const Route& route, const std::function<size_t(size_t)>& ask_for);

  bool passes(Row canonical);

 private:
  struct Part {
    size_t read;    // position in the rows that come
    size_t column;  // position in the source table
    const Type* type;
    std::string scratch;
  };
  RowFilter() = default;

  Filter filter_;
  std::vector<Part> parts_;
  std::vector<Cell> row_;  // as wide as the source table; the rest is NULL
};

}  // namespace millrace
