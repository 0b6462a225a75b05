// SPDX-License-Identifier: Apache-2.0
//
// MysqlSnapshot: engine/source.h's SnapshotReader. Reads with plain
// consistent reads, takes no lock and holds no transaction open. Opens its
// session when needed and again after it was lost or cut.
// Thread: one at a time, interrupt() any.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/source.h"
#include "mysql/binlog/charset_shelf.h"
#include "mysql/key_walk.h"
#include "mysql/session.h"

namespace millrace::mysql {

class MysqlSnapshot : public SnapshotReader {
 public:
  // Connects at once, so that a wrong address shows early.
  static Result<std::unique_ptr<SnapshotReader>> open(const Endpoint& endpoint);
  explicit MysqlSnapshot(Endpoint endpoint);

  Result<Position> position() override;
  Result<std::optional<KeyBound>> next_bound(
      const Table& table, const std::vector<size_t>& key,
      const std::optional<KeyBound>& lower, uint64_t rows) override;
  Status read(const Table& table, const std::vector<size_t>& key,
              const Chunk& chunk, RowSink& sink) override;
  void interrupt() override;
  Result<std::vector<bool>> hold_at_most(
      const std::vector<const Table*>& tables, uint64_t rows) override;
  Result<SourceLoad> load() override;

 private:
  Status ready();  // session_ is open
  // The same failure; a session that may be of no more use is closed.
  Status failed(Status status);
  void close();
  Result<Position> mariadb_position();
  Status wait_until_visible();
  // Seconds behind its own source; nullopt when it has none.
  Result<std::optional<int64_t>> lag();
  // The key's span when the next bound can be had by arithmetic.
  Result<std::optional<IntegerSpan>> dense_span(
      const Table& table, const std::vector<size_t>& columns);
  Result<std::optional<KeyBound>> walk(const Table& table,
                                       const std::vector<size_t>& columns,
                                       const std::string& hint,
                                       const std::optional<KeyBound>& lower,
                                       uint64_t rows);

  const Endpoint endpoint_;
  std::mutex mutex_;  // of the pointer, between interrupt() and close()
  std::unique_ptr<Session> session_;
  CharsetShelf shelf_;
  std::map<QualifiedName, std::optional<IntegerSpan>> spans_;
};

}  // namespace millrace::mysql
