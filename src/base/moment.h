// SPDX-License-Identifier: Apache-2.0
//
// moment(): a named point in the code where a crash test ends the process.
// MILLRACE_CRASH_AT="copy.before_commit:3" kills the process with SIGKILL
// the third time the moment is reached (":1" when no number is given).
// Without the variable it is one load and a branch. Thread: any.
#pragma once

#include <string_view>

namespace millrace {

void moment(std::string_view name);

}  // namespace millrace
