// SPDX-License-Identifier: Apache-2.0
//
// GTID sets. MySQL: uuid[:tag]:interval[,...] (reference manual,
// "GTID sets"; tags since 8.3); binary form as in COM_BINLOG_DUMP_GTID and
// PREVIOUS_GTIDS. MariaDB: one domain-server-sequence triple per domain
// (knowledge base, "Global Transaction ID"). Thread: values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace millrace {

class MysqlGtidSet {
 public:
  static Result<MysqlGtidSet> parse(std::string_view text);
  // `sid` = 16 bytes; `tag` may be empty; the interval is [first, last].
  void add(std::string_view sid, std::string_view tag, uint64_t first,
           uint64_t last);
  bool contains(const MysqlGtidSet& other) const;
  bool intersects(const MysqlGtidSet& other) const;
  MysqlGtidSet minus(const MysqlGtidSet& other) const;
  bool empty() const { return intervals_.empty(); }
  std::string str() const;     // canonical, as the server prints it
  std::string encode() const;  // binary form, tagged only when needed
  static Result<MysqlGtidSet> decode(std::string_view bytes);

 private:
  struct Interval {
    uint64_t first;
    uint64_t last;  // inclusive
  };
  using Key = std::pair<std::string, std::string>;  // sid bytes, tag
  std::map<Key, std::vector<Interval>> intervals_;  // sorted, merged
};

class MariadbGtidSet {
 public:
  struct Gtid {
    uint32_t domain = 0;
    uint32_t server = 0;
    uint64_t sequence = 0;
  };
  static Result<MariadbGtidSet> parse(std::string_view text);
  void set(const Gtid& gtid) { domains_[gtid.domain] = gtid; }
  // Every domain of `goal` is here with a sequence at or past it.
  bool reached(const MariadbGtidSet& goal) const;
  std::string str() const;  // by domain, "0-1-5,7-1010-8"
  bool empty() const { return domains_.empty(); }

 private:
  std::map<uint32_t, Gtid> domains_;
};

}  // namespace millrace
