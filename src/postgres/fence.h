// SPDX-License-Identifier: Apache-2.0
//
// fence: the two advisory locks of a plan (manual, "Advisory Locks"). The
// plan lock is held by the one session that runs it; the fence is shared by
// every session that writes for that run. A new run takes the plan lock and
// then waits until the fence is free: no late commit can follow. Advisory
// locks stop no reader. Thread: pure but for the calls on a Session.
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"
#include "postgres/session.h"

namespace millrace {

struct LockKey {
  int32_t high = 0;
  int32_t low = 0;
  std::string arguments() const;  // "17, -4": for the lock functions
};

LockKey plan_lock_key(const std::string& plan);
LockKey fence_key(const std::string& plan);

// Says which session of this process runs the plan: writers opened from now
// on check that it still does. Thread: any.
void remember_runner(const std::string& server, const std::string& plan,
                     int backend_pid);

// Shares the fence for the life of the session. Retry when another run
// waits for it to be free, or has taken the plan over from this process.
Status share_fence(Session& session, const std::string& plan);

// Who holds the lock, in words, or "".
Result<std::string> holders_of(Session& session, const LockKey& key);

}  // namespace millrace
