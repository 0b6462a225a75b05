// SPDX-License-Identifier: Apache-2.0
//
// A road built anew from the Plan while a run is on: on the source table as
// a statement of the log left it. Thread: pure functions.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/dialect.h"
#include "model/finding.h"
#include "model/row_change.h"
#include "plan/plan.h"
#include "route/route.h"
#include "route/selection.h"

namespace millrace {

// A table of a source as the Plan selects it; nullopt when it does not.
std::optional<SelectedTable> selected_now(const Plan& plan,
                                          const std::string& source,
                                          const QualifiedName& table);

// The road as the Plan has it, not fitted to the target. The table is
// selected; `mapping` stands in for the Plan's.
Route rebuilt_road(const Plan& plan, const Dialect& dialect,
                   const std::string& source, const Table& source_table,
                   const Mapping* mapping, std::vector<Finding>* findings);

// What the ledger is to know of a table that these roads lead into.
AppliedTable applied_table(const Table& desired,
                           const std::vector<Route>& roads);

// Why rows that were made under the old name of a table would be others
// under the new one, "" when they are the same.
std::string new_name_problem(const Route& then, const Route& now);

// Why rows that are there may pass the filter of the road now, or not, by
// values that are new in them; "" when they do as before.
std::string filter_problem(const Route& now, const TableAlteration& alteration);

// The mapping for the table after the alteration: what the Plan says of a
// column goes on under its new name. Null when it need not change.
std::shared_ptr<const Mapping> following(const Mapping& written,
                                         const Table& before,
                                         const TableAlteration& alteration);

}  // namespace millrace
