// SPDX-License-Identifier: Apache-2.0
//
// LogPosition: where the stream stands in the source's log. Keeps the set
// of finished transactions (GTIDs), and the file and the offset in it as a
// 64-bit number, although events carry only its low half.
// Thread: one at a time.
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"
#include "model/gtid_set.h"
#include "model/position.h"
#include "mysql/binlog/event.h"
#include "mysql/binlog/gtid_event.h"

namespace millrace::mysql {

class LogPosition {
 public:
  // From here on; kNone and malformed sets are refused. Where `from` holds an
  // earlier place, reading begins there; what is finished stays `from`.
  Status start(const Position& from);

  PositionKind kind() const { return kind_; }
  const std::string& file() const { return file_; }
  uint64_t offset() const { return offset_; }
  // Offset of the event that was seen last.
  uint64_t event_offset() const { return event_offset_; }

  // A ROTATE: the next event is at `offset` of `file`.
  void rotate(const std::string& file, uint64_t offset);
  // Each event of the log itself (none inside a compressed transaction).
  void pass(const EventHeader& header);

  // The transaction is finished: it belongs to the position now.
  void finish(const MysqlGtid& gtid);
  void finish(const MariadbGtid& gtid);
  // File and offset: everything up to the end of the last event passed.
  // False when that changes nothing.
  bool finish();

  Position position() const;
  // "bin.000012:4711": for messages.
  std::string place() const;

 private:
  PositionKind kind_ = PositionKind::kNone;
  MysqlGtidSet mysql_;
  MariadbGtidSet mariadb_;
  std::string server_uuid_;
  std::string file_;
  uint64_t offset_ = 0;
  uint64_t event_offset_ = 0;
  std::string finished_file_;
  uint64_t finished_offset_ = 0;
};

}  // namespace millrace::mysql
