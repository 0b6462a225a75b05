// SPDX-License-Identifier: Apache-2.0
//
// Event: one entry of a source's log, without its checksum. Layout: MySQL
// internals manual, "Binary Log Event Structure"; MariaDB knowledge base,
// "2-Binlog Event Header". Views point into the packet they came in.
// Thread: values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace millrace::mysql {

enum class EventType : uint8_t {
  kQuery = 2,
  kStop = 3,
  kRotate = 4,
  kIntvar = 5,
  kAppendBlock = 9,
  kDeleteFile = 11,
  kRand = 13,
  kUserVar = 14,
  kFormatDescription = 15,
  kXid = 16,
  kBeginLoadQuery = 17,
  kExecuteLoadQuery = 18,
  kTableMap = 19,
  kWriteRowsV1 = 23,
  kUpdateRowsV1 = 24,
  kDeleteRowsV1 = 25,
  kIncident = 26,
  kHeartbeat = 27,
  kIgnorable = 28,
  kRowsQuery = 29,
  kWriteRows = 30,
  kUpdateRows = 31,
  kDeleteRows = 32,
  kGtid = 33,
  kAnonymousGtid = 34,
  kPreviousGtids = 35,
  kTransactionContext = 36,
  kViewChange = 37,
  kXaPrepare = 38,
  kPartialUpdateRows = 39,
  kTransactionPayload = 40,
  kHeartbeatV2 = 41,
  kGtidTagged = 42,
  // MariaDB
  kAnnotateRows = 160,
  kBinlogCheckpoint = 161,
  kMariadbGtid = 162,
  kGtidList = 163,
  kStartEncryption = 164,
  kQueryCompressed = 165,
  kWriteRowsCompressedV1 = 166,
  kUpdateRowsCompressedV1 = 167,
  kDeleteRowsCompressedV1 = 168,
  kWriteRowsCompressed = 169,
  kUpdateRowsCompressed = 170,
  kDeleteRowsCompressed = 171,
};

struct EventHeader {
  static constexpr size_t kSize = 19;
  static constexpr uint16_t kInUse = 0x1;
  static constexpr uint16_t kArtificial = 0x20;  // not in the log's file
  static constexpr uint16_t kIgnorable = 0x80;   // may be skipped unknown

  uint32_t timestamp = 0;  // seconds since 1970, source clock
  EventType type{};
  uint32_t server_id = 0;
  uint32_t size = 0;           // header, body and checksum
  uint32_t next_position = 0;  // low 32 bits of the offset after it
  uint16_t flags = 0;
};

struct Event {
  EventHeader header;
  std::string_view body;  // between header and checksum
};

enum class Checksum { kNone, kCrc32 };

// Takes header and checksum off. Broken (S206) when the checksum is wrong;
// broken (S208) when the bytes are no event.
Result<Event> read_event(std::string_view bytes, Checksum checksum);

// A ROTATE that the server makes up stands before the first format
// description; only its own bytes tell whether a checksum follows.
Result<Event> read_artificial_rotate(std::string_view bytes);

// "WRITE_ROWS", or "type 77": for messages.
std::string event_name(EventType type);

// A failure that stops the stream, with its finding code.
Status stop_with(const char* code, std::string message);

}  // namespace millrace::mysql
