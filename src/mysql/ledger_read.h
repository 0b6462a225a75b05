// SPDX-License-Identifier: Apache-2.0
//
// ledger_read: what both the ledger and its reader read. Writes nothing.
// Thread: the session's.
#pragma once

#include <string>
#include <vector>

#include "engine/ledger.h"
#include "mysql/session.h"

namespace millrace::mysql {

// exists = false when there is no ledger, or none of this plan. Refused when
// a newer millrace wrote it.
Result<LedgerState> read_ledger(Session& session, const std::string& plan);
Result<std::vector<ChunkRecord>> read_chunks(Session& session,
                                             const std::string& plan,
                                             const RoadId& road);
Result<CopyPace> read_pace(Session& session, const std::string& plan);
Status check_ledger_format(Session& session);
// Who holds the plan's lock, in words; "" when nobody does.
Result<std::string> read_lock_holder(Session& session, const std::string& plan);

}  // namespace millrace::mysql
