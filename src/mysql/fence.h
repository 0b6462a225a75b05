// SPDX-License-Identifier: Apache-2.0
//
// fence: the named locks of a plan (GET_LOCK), which live and die with a
// session. The plan lock is held by the one session that runs the plan.
// Named locks cannot be shared, so the fence is a row of slots: every
// session that writes for the run holds one. A new run takes the plan lock
// and then waits until all slots are free (or ends who holds them), so that
// no late commit can follow. MySQL 5.6 gives a session one named lock, which
// is all that any of them needs. Thread: pure but for the calls on a Session.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "mysql/session.h"

namespace millrace::mysql {

inline constexpr int kFenceSlots = 128;

// Locks are the server's, not a database's: on DRDS the ledger's database is
// part of the name. At most 64 bytes.
std::string plan_lock_name(const Session& session, const std::string& plan);
std::string fence_slot_name(const Session& session, const std::string& plan,
                            int slot);

// True when the lock is ours now; does not wait.
Result<bool> try_lock(Session& session, const std::string& name);
// The connection that holds the lock; 0 = nobody.
Result<uint64_t> lock_owner(Session& session, const std::string& name);
// Other sessions that hold slots of the plan's fence.
Result<std::vector<uint64_t>> fence_holders(Session& session,
                                            const std::string& plan);
// "connection 17 (user millrace, from 10.0.0.5:3312)".
Result<std::string> describe_connection(Session& session, uint64_t id);

// Says which session of this process runs the plan: writers opened from now
// on check that it still does. Thread: any.
void remember_runner(const Session& session, const std::string& plan,
                     uint64_t connection);

// Takes a slot for the life of the session. Retry when this process no
// longer runs the plan: who would write now could write after another run.
Status enter_fence(Session& session, const std::string& plan);

}  // namespace millrace::mysql
