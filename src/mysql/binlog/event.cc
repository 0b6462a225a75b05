// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/event.h"

#include <zlib.h>

#include <utility>

#include "base/text.h"
#include "mysql/binlog/byte_reader.h"

namespace millrace::mysql {
namespace {

constexpr size_t kCrcSize = 4;

struct TypeName {
  EventType type;
  const char* name;
};

constexpr TypeName kNames[] = {
    {EventType::kQuery, "QUERY"},
    {EventType::kRotate, "ROTATE"},
    {EventType::kFormatDescription, "FORMAT_DESCRIPTION"},
    {EventType::kXid, "XID"},
    {EventType::kExecuteLoadQuery, "EXECUTE_LOAD_QUERY"},
    {EventType::kTableMap, "TABLE_MAP"},
    {EventType::kWriteRowsV1, "WRITE_ROWS_V1"},
    {EventType::kUpdateRowsV1, "UPDATE_ROWS_V1"},
    {EventType::kDeleteRowsV1, "DELETE_ROWS_V1"},
    {EventType::kIncident, "INCIDENT"},
    {EventType::kHeartbeat, "HEARTBEAT"},
    {EventType::kWriteRows, "WRITE_ROWS"},
    {EventType::kUpdateRows, "UPDATE_ROWS"},
    {EventType::kDeleteRows, "DELETE_ROWS"},
    {EventType::kGtid, "GTID"},
    {EventType::kAnonymousGtid, "ANONYMOUS_GTID"},
    {EventType::kXaPrepare, "XA_PREPARE"},
    {EventType::kPartialUpdateRows, "PARTIAL_UPDATE_ROWS"},
    {EventType::kTransactionPayload, "TRANSACTION_PAYLOAD"},
    {EventType::kHeartbeatV2, "HEARTBEAT_V2"},
    {EventType::kGtidTagged, "GTID_TAGGED"},
    {EventType::kMariadbGtid, "GTID"},
    {EventType::kQueryCompressed, "QUERY_COMPRESSED"},
    {EventType::kWriteRowsCompressedV1, "WRITE_ROWS_COMPRESSED_V1"},
    {EventType::kUpdateRowsCompressedV1, "UPDATE_ROWS_COMPRESSED_V1"},
    {EventType::kDeleteRowsCompressedV1, "DELETE_ROWS_COMPRESSED_V1"},
    {EventType::kWriteRowsCompressed, "WRITE_ROWS_COMPRESSED"},
    {EventType::kUpdateRowsCompressed, "UPDATE_ROWS_COMPRESSED"},
    {EventType::kDeleteRowsCompressed, "DELETE_ROWS_COMPRESSED"},
};

const Bytef* bytes_of(std::string_view s) {
  return reinterpret_cast<const Bytef*>(s.data());
}

// CRC-32 over everything before the checksum. The first event of a file
// that is being written carries a flag that its checksum does not know of.
bool crc_matches(std::string_view bytes, const EventHeader& header) {
  const std::string_view covered = bytes.substr(0, bytes.size() - kCrcSize);
  ByteReader tail(bytes.substr(covered.size()));
  const uint32_t stored = tail.u32();
  uLong crc = crc32_z(0, nullptr, 0);
  const bool in_use = header.type == EventType::kFormatDescription &&
                      header.flags & EventHeader::kInUse;
  if (!in_use) {
    return crc32_z(crc, bytes_of(covered), covered.size()) == stored;
  }
  constexpr size_t kFlagsAt = 17;
  const Bytef cleared = static_cast<Bytef>(
      static_cast<uint8_t>(covered[kFlagsAt]) & ~EventHeader::kInUse);
  crc = crc32_z(crc, bytes_of(covered), kFlagsAt);
  crc = crc32_z(crc, &cleared, 1);
  const std::string_view after = covered.substr(kFlagsAt + 1);
  return crc32_z(crc, bytes_of(after), after.size()) == stored;
}

Result<EventHeader> read_header(std::string_view bytes) {
  ByteReader in(bytes);
  EventHeader h;
  h.timestamp = in.u32();
  h.type = static_cast<EventType>(in.u8());
  h.server_id = in.u32();
  h.size = in.u32();
  h.next_position = in.u32();
  h.flags = in.u16();
  if (!in.ok()) {
    return stop_with("S208", cat("an event of ", bytes.size(),
                                 " bytes is shorter than its header"));
  }
  if (h.size != bytes.size()) {
    return stop_with("S208", cat("an event ", event_name(h.type), " says ",
                                 h.size, " bytes but has ", bytes.size()));
  }
  return h;
}

}  // namespace

Status stop_with(const char* code, std::string message) {
  return Status::broken(std::move(message)).with_code(code);
}

std::string event_name(EventType type) {
  for (const TypeName& n : kNames) {
    if (n.type == type) return n.name;
  }
  return cat("type ", static_cast<unsigned>(type));
}

Result<Event> read_event(std::string_view bytes, Checksum checksum) {
  MR_ASSIGN_OR_RETURN(EventHeader header, read_header(bytes));
  const size_t tail = checksum == Checksum::kCrc32 ? kCrcSize : 0;
  if (bytes.size() < EventHeader::kSize + tail) {
    return stop_with("S208", cat("an event ", event_name(header.type),
                                 " has no room for its checksum"));
  }
  if (tail && !crc_matches(bytes, header)) {
    return stop_with(
        "S206",
        cat("the checksum of an event ", event_name(header.type),
            " that ends at ", header.next_position,
            " is wrong: the log is damaged, on the source's disk or on the "
            "way; nothing after it was taken"));
  }
  std::string_view body = bytes.substr(EventHeader::kSize);
  body.remove_suffix(tail);
  return Event{header, body};
}

Result<Event> read_artificial_rotate(std::string_view bytes) {
  MR_ASSIGN_OR_RETURN(EventHeader header, read_header(bytes));
  const bool checked = bytes.size() >= EventHeader::kSize + kCrcSize &&
                       crc_matches(bytes, header);
  return read_event(bytes, checked ? Checksum::kCrc32 : Checksum::kNone);
}

}  // namespace millrace::mysql
