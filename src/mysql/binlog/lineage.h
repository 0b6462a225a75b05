// SPDX-License-Identifier: Apache-2.0
//
// Lineage: may the stream go on from this server? Asked each time the log is
// opened, because the server behind an address changes: a failover, a
// restored backup, RESET MASTER. A server qualifies when it has every
// transaction that is in the target already (S320) and still holds, in its
// log, every one that is not (S203). Thread: one at a time.
#pragma once

#include <string>

#include "base/status.h"
#include "model/position.h"
#include "mysql/binlog/log_source.h"
#include "mysql/session.h"

namespace millrace::mysql {

// What a server of the MySQL kind says of its history: @@gtid_executed and
// @@gtid_purged; of MariaDB: @@gtid_binlog_pos and nothing.
struct History {
  std::string executed;
  std::string purged;
};

// Ok also where only file and offset are known: dump_command() looks at them.
Status check_lineage(Session& session, const Position& start,
                     const LogSource& source);

// The same on what was read. `who` is how the server is called in messages.
Status compare_history(const Position& start, const std::string& server_uuid,
                       const History& history, const std::string& who);

}  // namespace millrace::mysql
