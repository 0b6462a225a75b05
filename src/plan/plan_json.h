// SPDX-License-Identifier: Apache-2.0
//
// A Plan read from its JSON document and checked as far as the document
// alone allows: no connection, no clock, no file beside it.
// Thread: pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"
#include "plan/plan_error.h"

namespace millrace {

// True when the document has no mistake. All mistakes of one document are
// reported in one call, in the order of their places; after text that is no
// JSON (P001) there is nothing more to say. `plan` is complete only when the
// answer is true. `path` is kept in the Plan, for TLS files beside it.
bool parse_plan(std::string_view text, const std::string& path, Plan* plan,
                std::vector<PlanError>* errors);

}  // namespace millrace
