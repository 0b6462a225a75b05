// SPDX-License-Identifier: Apache-2.0
//
// QueryEvent: a statement in the log, with as much of the session's
// settings as it takes to read its text. Layout: MySQL internals manual,
// "QUERY_EVENT" and its status variables; "EXECUTE_LOAD_QUERY_EVENT" has
// the same head and 13 bytes more. Thread: values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "mysql/binlog/event.h"

namespace millrace::mysql {

struct QueryEvent {
  std::string database;
  uint64_t sql_mode = 0;
  uint32_t client_collation = 0;  // 0: not said
  // MariaDB 11.5: collations that character sets stand for when a statement
  // names them alone; by ids, of any collation of the set, and of the one.
  std::vector<std::pair<uint16_t, uint16_t>> default_collations;
  std::string sql;  // in the client's character set

  static constexpr uint64_t kAnsiQuotes = 4;
  static constexpr uint64_t kNoBackslash = uint64_t{1} << 20;
};

// Types kQuery, kQueryCompressed and kExecuteLoadQuery.
Result<QueryEvent> read_query_event(const Event& event);

}  // namespace millrace::mysql
