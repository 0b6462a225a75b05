// SPDX-License-Identifier: Apache-2.0
//
// Reads a Plan file for a command that needs it whole.
#pragma once

#include <memory>
#include <string>

#include "plan/plan.h"

namespace millrace {

// nullptr when the file cannot be read or holds mistakes; they have been
// printed on standard error then, every one of them.
std::unique_ptr<Plan> load_plan(const std::string& path);

}  // namespace millrace
