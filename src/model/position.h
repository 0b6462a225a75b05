// SPDX-License-Identifier: Apache-2.0
//
// Position: a place in a source's log, always at a transaction boundary.
// MySQL with GTIDs: the executed set. MariaDB: one GTID per domain. Else
// file and offset, bound to the server that wrote the file. File and offset
// are kept beside a GTID for people to read, never compared then.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/status.h"

namespace millrace {

enum class PositionKind { kNone, kFile, kMysqlGtid, kMariadbGtid };

struct Position {
  PositionKind kind = PositionKind::kNone;
  std::string gtid;         // canonical text of the set; "" is the empty set
  std::string file;         // "bin.000012"
  uint64_t offset = 0;      // 64 bit: logs may pass 4 GiB
  std::string server_uuid;  // who wrote `file`; "" where unknown
  // While XA transactions that were prepared before this place are undecided:
  // where reading has to begin again to have their rows. No file = nothing
  // is held.
  std::string held_gtid;
  std::string held_file;
  uint64_t held_offset = 0;
  bool operator==(const Position&) const = default;

  bool holds() const { return !held_file.empty(); }
  // The place where reading begins: this one, or the one held.
  Position reading_start() const;
  std::string str() const;  // for messages: the GTID, or file:offset
};

std::string position_to_json(const Position& position);
Result<Position> position_from_json(const std::string& json);
// The same as part of a document.
void write_json(JsonWriter& json, const Position& position);
Status read_json(const JsonNode& node, Position* position);

// True when a stream that is at `at` has everything up to `goal`. Broken
// when the two cannot be compared (other kind, other server's files).
Result<bool> reached(const Position& at, const Position& goal);

// "bin.999999" before "bin.1000000": by the number, not as text.
int compare_log_files(const std::string& a, const std::string& b);

}  // namespace millrace
