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
  size_t statement_bytes = 0;  // most bytes of one statement
};

Result<WriteSession> open_write_session(const Endpoint& endpoint,
                                        const std::string& plan);

}  // namespace millrace::mysql
