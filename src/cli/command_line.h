// SPDX-License-Identifier: Apache-2.0
//
// The command line as a whole: words to one call. Usage errors exit 1 and
// say what to type instead.
#pragma once

#include "cli/engines.h"

namespace millrace {

// Returns the exit code of the process. Called once, from main.
int run_command_line(int argc, const char* const* argv, const Engines& engines);

}  // namespace millrace
