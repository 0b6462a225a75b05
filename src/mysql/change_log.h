// SPDX-License-Identifier: Apache-2.0
//
// The stream's source: follows the log of a MySQL or MariaDB server as a
// replica does, from a GTID set, a MariaDB GTID position or a file and
// offset on. Finding codes of its failures: S202 to S213
// (docs/findings.md). Writes nothing and takes no lock on the source.
#pragma once

#include <memory>

#include "base/status.h"
#include "engine/source.h"
#include "model/endpoint.h"

namespace millrace::mysql {

// Opens no connection yet.
Result<std::unique_ptr<ChangeLog>> make_change_log(
    const Endpoint& endpoint, const ChangeLogOptions& options);

}  // namespace millrace::mysql
