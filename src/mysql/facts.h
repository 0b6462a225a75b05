// SPDX-License-Identifier: Apache-2.0
//
// ServerFacts of a MySQL or MariaDB source: settings, grants, log. What the
// account may not ask is kept as the reason, for a precheck to word; only a
// lost connection fails the whole. Thread: one caller at a time.
#pragma once

#include "base/status.h"
#include "model/server_facts.h"
#include "mysql/session.h"

namespace millrace::mysql {

Result<ServerFacts> read_facts(Session& session);

// Of a target: settings, account and grants; its log is not asked for.
Result<ServerFacts> read_target_facts(Session& session);

}  // namespace millrace::mysql
