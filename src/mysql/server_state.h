// SPDX-License-Identifier: Apache-2.0
//
// What a source is doing right now, as far as it bears on a run: sessions
// and their limits, replication, transactions that have been open for long
// or wait prepared, what is left of the log. A fixed number of queries; what
// the account may not ask is noted in ServerFacts::unseen, never passed over.
// Thread: one caller at a time.
#pragma once

#include <string_view>

#include "base/status.h"
#include "model/server_facts.h"
#include "mysql/session.h"

namespace millrace::mysql {

// After settings, grants and log files, which it looks at.
Status read_state(Session& session, ServerFacts* facts);

// The number after `word` ("MAX_USER_CONNECTIONS") in the options of an
// account; 0 when it is not there.
uint64_t account_limit(std::string_view options, std::string_view word);

}  // namespace millrace::mysql
