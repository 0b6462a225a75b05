// SPDX-License-Identifier: Apache-2.0
//
// What MysqlSnapshot asks of a server besides rows: how much a table holds,
// and how busy the server is.
#include "base/text.h"
#include "mysql/snapshot.h"

namespace millrace::mysql {

Result<std::vector<bool>> MysqlSnapshot::hold_at_most(
    const std::vector<const Table*>& tables, uint64_t rows) {
  std::vector<bool> fit(tables.size(), false);
  if (tables.empty()) return fit;
  MR_RETURN_IF_ERROR(ready());
  // Counting stops at one row more than may be.
  std::string sql;
  for (size_t i = 0; i < tables.size(); ++i) {
    append_to(sql, i == 0 ? "" : " UNION ALL ", "SELECT ", i,
              ", COUNT(*) FROM (SELECT 1 FROM ", quote_table(tables[i]->name),
              " LIMIT ", rows + 1, ") AS t", i);
  }
  auto counted = session_->query(sql, "cannot count rows of small tables");
  if (!counted.ok()) return failed(counted.status());
  while (counted->next()) {
    fit.at(counted->number(0)) = counted->number(1) <= rows;
  }
  return fit;
}

Result<std::optional<int64_t>> MysqlSnapshot::lag() {
  const bool replicas = session_->flavor().kind != FlavorKind::kMariadb &&
                        session_->flavor().at_least(8, 0, 22);
  auto rows =
      session_->query(replicas ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS",
                      "cannot ask how far the source is behind its own");
  if (!rows.ok()) return rows.status();
  const int column =
      rows->find(replicas ? "Seconds_Behind_Source" : "Seconds_Behind_Master");
  if (column < 0 || !rows->next()) return std::optional<int64_t>();
  const auto at = static_cast<size_t>(column);
  if (rows->is_null(at)) {
    return Status::refused("it is a replica whose replication is stopped");
  }
  return std::optional<int64_t>(static_cast<int64_t>(rows->number(at)));
}

Result<SourceLoad> MysqlSnapshot::load() {
  MR_RETURN_IF_ERROR(ready());
  SourceLoad load;
  {
    auto rows = session_->query("SHOW GLOBAL STATUS LIKE 'Threads_running'",
                                "cannot ask how busy the source is");
    if (!rows.ok()) return failed(rows.status());
    if (rows->next()) {
      load.threads_running = static_cast<int64_t>(rows->number(1)) - 1;
    }
  }
  auto behind = lag();
  if (behind.ok()) {
    load.lag_seconds = *behind;
  } else if (behind.status().kind() == StatusKind::kRetry) {
    return failed(behind.status());
  } else {
    load.problem = behind.status().message();
  }
  return load;
}

}  // namespace millrace::mysql
