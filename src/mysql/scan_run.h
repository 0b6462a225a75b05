// SPDX-License-Identifier: Apache-2.0
//
// Runs a scan: tables side by side over a few sessions, each in queries that
// are bounded in rows (every row: steps along the key) and in time. A table
// that could not be looked at is answered with the reason; only a lost
// connection fails the whole. Thread: one caller at a time; owns its threads.
#pragma once

#include <vector>

#include "base/status.h"
#include "engine/inspector.h"
#include "mysql/session.h"

namespace millrace::mysql {

struct ScanBounds {
  int sessions = 3;
  int statement_seconds = 60;
  uint64_t rows_per_step = 100000;
};

// No statement of the session takes longer; 0 = without a bound. Servers
// before MySQL 5.7.8 and MariaDB 10.1 know none.
Status limit_time(Session& session, int seconds);

Result<std::vector<ScanAnswer>> scan_tables(
    Session& session, const std::vector<ScanRequest>& requests,
    const ScanBounds& bounds = {});

// Up to `rows` keys after `after`, and which of `keys` the table holds.
Result<std::vector<KeyBound>> keys_after(Session& session, const Table& table,
                                         const std::vector<size_t>& key,
                                         const std::optional<KeyBound>& after,
                                         uint64_t rows);
Result<std::vector<KeyBound>> present_keys(Session& session, const Table& table,
                                           const std::vector<size_t>& key,
                                           const std::vector<KeyBound>& keys);

}  // namespace millrace::mysql
