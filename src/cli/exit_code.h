// SPDX-License-Identifier: Apache-2.0
//
// Exit codes: what scripts decide by. Fixed; docs/commands.md explains them.
#pragma once

namespace millrace {

enum ExitCode : int {
  kExitDone = 0,
  kExitError = 1,
  kExitChanges = 2,    // plan --detailed-exitcode
  kExitBlocked = 3,    // by a finding of severity error
  kExitStale = 4,      // a saved proposal
  kExitLocked = 5,     // another run holds the plan
  kExitDifferent = 6,  // verify
  kExitTimeout = 7,
  kExitSignal = 130,
};

}  // namespace millrace
