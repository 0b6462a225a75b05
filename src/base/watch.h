// SPDX-License-Identifier: Apache-2.0
//
// Watch: bounds how long a thread may be blocked on a socket inside a client
// library. When an armed watch is not disarmed in time the socket is shut
// down, so that the blocked call returns with a lost connection; nothing else
// in the process is touched. This is how a server that has stopped answering
// without closing its connection is noticed: the network's own keepalives
// are answered by its kernel.
//
// A run that is asked to stop has no time for that: once a StopBound's stop
// was requested, what is blocked for longer than its grace ends as well,
// also what had no limit.
//
// The socket stays the owner's: it outlives the watch. One thread of the
// process looks at every watch several times a second. Thread: arm() and
// disarm() of one watch are for one thread; they cost a clock and a store.
#pragma once

#include <atomic>
#include <chrono>

#include "base/stop.h"

namespace millrace {

class Watch {
 public:
  explicit Watch(int socket);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // From now on `limit`; 0 and less = no limit.
  void arm(std::chrono::milliseconds limit);
  void disarm();
  // It ran out, once, and the socket is shut down.
  bool ran_out() const { return ran_out_; }
  // A stop was requested, and its grace is over: no armed watch waits any
  // more, and nobody should begin what has to be waited for.
  static bool grace_is_over();

  // For the watching thread.
  void look(std::chrono::steady_clock::time_point now, bool stopped);

 private:
  const int socket_;
  std::atomic<std::chrono::steady_clock::rep> end_{0};  // 0 = not armed
  std::atomic<bool> ran_out_{false};
};

// While it lives, what a stop allows to those that are blocked when it is
// requested. One at a time; `stop` outlives it.
class StopBound {
 public:
  StopBound(const Stop& stop, std::chrono::milliseconds grace);
  ~StopBound();
  StopBound(const StopBound&) = delete;
  StopBound& operator=(const StopBound&) = delete;
};

// Armed while it lives. The watch may be nullptr: then nothing is watched.
class Watching {
 public:
  Watching(Watch* watch, std::chrono::milliseconds limit) : watch_(watch) {
    if (watch_ != nullptr) watch_->arm(limit);
  }
  ~Watching() {
    if (watch_ != nullptr) watch_->disarm();
  }
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;

 private:
  Watch* watch_;
};

}  // namespace millrace
