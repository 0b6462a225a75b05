// SPDX-License-Identifier: Apache-2.0
//
// What a target is doing right now, as far as it bears on a run: is it a
// standby, how many sessions are left, who else works on its tables. A fixed
// number of queries; what may not be asked is noted in ServerFacts::unseen.
// Thread: one caller at a time.
#pragma once

#include "base/status.h"
#include "model/server_facts.h"
#include "postgres/session.h"

namespace millrace {

// After identity and settings, which it looks at.
Status read_state(Session& session, ServerFacts* facts);

}  // namespace millrace
