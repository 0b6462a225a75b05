// SPDX-License-Identifier: Apache-2.0
//
// The names a mapping makes, its variables (plan/variables.h) filled in for
// one table. Refused with code P013 when a variable is not there. Thread:
// pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "plan/plan.h"
#include "route/selection.h"

namespace millrace {

Result<std::string> expand_names(std::string_view text,
                                 const SelectedTable& table);

// Where the table goes: as the mapping says, else database d to schema d
// under the same name (on DRDS into the target's database).
Result<QualifiedName> target_name(const Plan& plan, const SelectedTable& table);

}  // namespace millrace
