// SPDX-License-Identifier: Apache-2.0
//
// Where the project lies and what was built. In one source file, so that two
// checkouts compile the same tests and share what a compiler cache holds.
#pragma once

namespace millrace::test {

// Absolute paths without a slash at the end. Any thread; also usable before
// main.
const char* project_root();
const char* program_path();

}  // namespace millrace::test
