// SPDX-License-Identifier: Apache-2.0
//
// Where a server's log stands, in the kind of Position that suits it:
// MySQL with gtid_mode=ON its executed set, MariaDB one GTID per domain,
// else file and offset with the server's uuid. Thread: one per Session.
#pragma once

#include <string>

#include "base/status.h"
#include "model/position.h"
#include "mysql/session.h"

namespace millrace::mysql {

// What SHOW MASTER STATUS (or its later name) says now. Refused, with the
// remedy, when the log is off or the account may not ask.
Result<Position> read_log_position(Session& session);

// MariaDB: the GTIDs of everything before `offset` in `file`.
Status add_mariadb_gtid(Session& session, Position* position);

}  // namespace millrace::mysql
