// SPDX-License-Identifier: Apache-2.0
//
// GTID events: the name of the transaction that follows. MySQL: sid (16
// bytes), tag (8.3 and later), number. MariaDB: domain, server, sequence.
// Layouts: MySQL source documentation, "Gtid_event"; MariaDB knowledge
// base, "GTID_EVENT". Thread: values.
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"
#include "model/gtid_set.h"
#include "mysql/binlog/event.h"

namespace millrace::mysql {

struct MysqlGtid {
  std::string sid;  // 16 bytes
  std::string tag;
  uint64_t number = 0;
  int64_t commit_time_us = 0;  // 0: not said (before 8.0)

  std::string str() const;  // "3e11fa47-…:23", "…:tag:23"
};

struct MariadbGtid {
  static constexpr uint8_t kStandalone = 1;   // no COMMIT will follow
  static constexpr uint8_t kGroupCommit = 2;  // a number of 8 bytes follows
  static constexpr uint8_t kPreparedXa = 64;
  static constexpr uint8_t kCompletedXa = 128;

  // Of `extra`: an ALTER that is logged when it begins and again when it
  // ends (binlog_alter_two_phase), each time with its whole text.
  static constexpr uint8_t kStartAlter = 2;
  static constexpr uint8_t kCommitAlter = 4;
  static constexpr uint8_t kRollbackAlter = 8;

  MariadbGtidSet::Gtid gtid;
  uint8_t flags = 0;
  uint8_t extra = 0;

  // The statement that follows has not taken effect, or never did.
  bool without_effect() const {
    return (extra & (kStartAlter | kRollbackAlter)) != 0;
  }

  std::string str() const;  // "0-1-23"
};

// Types kGtid, kAnonymousGtid (number 0) and kGtidTagged.
Result<MysqlGtid> read_mysql_gtid(const Event& event);
Result<MariadbGtid> read_mariadb_gtid(const Event& event);

}  // namespace millrace::mysql
