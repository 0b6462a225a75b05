// SPDX-License-Identifier: Apache-2.0
//
// Signals: SIGINT and SIGTERM ask a run to stop; a second one ends the
// process at once, which loses nothing, since all that counts is committed.
// Where nothing runs that would have to be stopped, the first one ends it.
// A server that does not answer holds a run up for kStopGrace at most.
// Thread: one object at a time, made before any other thread.
#pragma once

#include "base/stop.h"
#include "base/watch.h"

namespace millrace {

// At the start of the program: a signal ends it with code 130; writing to a
// closed pipe is an error of that write and nothing more.
void set_default_signals();

constexpr std::chrono::seconds kStopGrace{10};

class SignalGuard {
 public:
  explicit SignalGuard(Stop& stop);
  ~SignalGuard();
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;

 private:
  StopBound bound_;
};

}  // namespace millrace
