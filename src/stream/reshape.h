// SPDX-License-Identifier: Apache-2.0
//
// reshape: what a change of a source table means for the target table that
// it leads into: the statements, and the roads as they are from there on.
// What the target could only guess (values of rows that were there) or what
// others would lose (columns that another source still writes) is a problem.
// Thread: pure function.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/dialect.h"
#include "engine/ledger.h"
#include "model/row_change.h"
#include "model/schema_change.h"
#include "plan/plan.h"
#include "route/route.h"

namespace millrace {

struct ReshapeInput {
  const Plan* plan = nullptr;
  const Dialect* dialect = nullptr;
  std::vector<Route> roads;  // all that lead into the target table
  size_t altered = 0;        // which of them
  const TableAlteration* alteration = nullptr;
  const Table* actual = nullptr;  // the target table as it is
  bool new_name_free = true;      // for a table that the source renames
  // Rows of the target may be ahead of the stream: a unique index would
  // refuse what is right a moment later.
  bool ahead = false;
};

struct Reshaped {
  std::string problem;  // "" = the rest counts
  std::vector<Statement> statements;
  std::vector<Route> roads;  // as in the input
  AppliedTable applied;      // for the ledger
  bool left_index = false;   // a unique index waits for the end of the copy
  std::shared_ptr<const Mapping> mapping;  // what a road may point to
};

Reshaped reshape(const ReshapeInput& input);

}  // namespace millrace
