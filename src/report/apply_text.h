// SPDX-License-Identifier: Apache-2.0
//
// How a run of apply ended, for people.
#pragma once

#include <string>

#include "apply/apply.h"
#include "base/stop.h"
#include "report/paint.h"

namespace millrace {

std::string apply_text(const Plan& plan, const ApplyResult& result,
                       StopReason stopped, const Paint& paint);

}  // namespace millrace
