// SPDX-License-Identifier: Apache-2.0
#include "support/paths.h"

namespace millrace::test {

const char* project_root() { return MILLRACE_ROOT; }

const char* program_path() { return MILLRACE_BINARY; }

}  // namespace millrace::test
