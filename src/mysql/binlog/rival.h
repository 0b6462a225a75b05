// SPDX-License-Identifier: Apache-2.0
//
// Rival: another reader of the log with our identity, on servers that do not
// name it. MySQL 5.6 ends the older of the two streams without an error, as
// it does when it shuts down. A server that is still there, and was there
// all the while, did not shut down. Thread: one at a time; asks the server.
#pragma once

#include <chrono>

#include "base/status.h"
#include "model/endpoint.h"
#include "mysql/binlog/log_source.h"

namespace millrace::mysql {

// Why a server ended a stream that had been open for `open_for`: S210 when it
// is a rival, with what the server says of it; else `ended`.
Status explain_end(const Endpoint& endpoint, const Flavor& flavor,
                   std::chrono::seconds open_for, const Status& ended);

}  // namespace millrace::mysql
