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
#include "route/route.h"

namespace millrace {

// The neutral form of a canonical value, "" ... as `type` prints it.
// Written into `scratch` where it differs.
Cell neutral_cell(const Type& type, const Cell& canonical,
                  std::string* scratch);

class RowFilter {
 public:
  // `ask_for` makes sure that a source column is read and says at which
  // position of the rows it stands.
  static Result<std::unique_ptr<RowFilter>> make(
      const Route& route, const std::function<size_t(size_t)>& ask_for);
  ~RowFilter();

  Result<bool> passes(Row canonical);

 private:
  struct Impl;
  explicit RowFilter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace millrace
