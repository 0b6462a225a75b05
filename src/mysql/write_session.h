// SPDX-License-Identifier: Apache-2.0
//
// write_session: a session that may change rows for a plan: it stands behind
// the plan's fence, and knows how large a statement may be. Thread: one.
#pragma once

#include <memory>
#include <string>

#include "mysql/session.h"

namespace millrace::mysql {

struct WriteSession {
  std::unique_ptr<Session> session;
  bool loads = false;          // LOAD DATA LOCAL is taken
  bool bulk = false;           // bulk_statement.h is
  size_t statement_bytes = 0;  // most bytes that we put in one statement
  size_t packet_bytes = 0;     // that the server takes in one; 0 = not known
};

Result<WriteSession> open_write_session(const Endpoint& endpoint,
                                        const std::string& plan);

// Runs the INSERT; a warning of it is an error. A row that is larger than
// what the server takes at once is refused with code "P294": sent, it would
// only end the session.
Status run_insert(Session& session, const std::string& sql, size_t packet_bytes,
                  const std::string& doing);

}  // namespace millrace::mysql
