// SPDX-License-Identifier: Apache-2.0
//
// Events written by hand, byte by byte.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/text.h"
#include "model/catalog.h"
#include "mysql/binlog/column_decoder.h"
#include "mysql/binlog/event.h"
#include "mysql/binlog/format_description.h"

namespace millrace::mysql::test {

inline std::string unhexed(std::string_view digits) {
  std::string compact, out;
  for (char c : digits) {
    if (c != ' ') compact += c;
  }
  unhex(compact, &out);
  return out;
}

inline std::string le(uint64_t value, unsigned bytes) {
  std::string out;
  for (unsigned i = 0; i < bytes; ++i) {
    out += static_cast<char>(value >> (8 * i) & 0xff);
  }
  return out;
}

// One byte of length and the bytes.
inline std::string counted(std::string_view s) {
  return le(s.size(), 1) + std::string(s);
}

inline std::string with_crc(std::string bytes) {
  const uLong crc =
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  return bytes + le(crc, 4);
}

// A whole event, with a checksum when asked for.
inline std::string raw_event(EventType type, std::string_view body,
                             bool checksum = false, uint32_t next = 1000,
                             uint16_t flags = 0) {
  const size_t size = EventHeader::kSize + body.size() + (checksum ? 4 : 0);
  std::string out = le(1700000000, 4) + le(static_cast<uint8_t>(type), 1) +
                    le(7, 4) + le(size, 4) + le(next, 4) + le(flags, 2) +
                    std::string(body);
  return checksum ? with_crc(out) : out;
}

// Its bytes stay with the caller.
inline Event event_of(EventType type, std::string_view body,
                      uint32_t next = 1000, uint16_t flags = 0) {
  Event out;
  out.header.timestamp = 1700000000;
  out.header.type = type;
  out.header.server_id = 7;
  out.header.size = static_cast<uint32_t>(EventHeader::kSize + body.size());
  out.header.next_position = next;
  out.header.flags = flags;
  out.body = body;
  return out;
}

// As servers write it: eight bytes of head for row events and table maps.
inline FormatDescription format() {
  FormatDescription out;
  out.server_version = "10.11.1-MariaDB";
  out.fixed_lengths = std::string(171, '\x08');
  return out;
}

// Body of a TABLE_MAP of up to 8 columns, each given by type and metadata.
struct MapColumn {
  uint8_t type;
  std::string meta;
};
inline std::string table_map_body(uint64_t id, const QualifiedName& name,
                                  const std::vector<MapColumn>& columns,
                                  std::string_view extra = "") {
  std::string types, meta;
  for (const MapColumn& c : columns) {
    types += static_cast<char>(c.type);
    meta += c.meta;
  }
  return le(id, 6) + le(1, 2) + counted(name.schema) + '\0' +
         counted(name.table) + '\0' + counted(types) + counted(meta) +
         std::string((columns.size() + 7) / 8, '\xff') + std::string(extra);
}

// Head of a row event, version 1, all columns of `count` (up to 8) present.
inline std::string rows_head(uint64_t id, unsigned count, bool update) {
  std::string out = le(id, 6) + le(1, 2) + le(count, 1) + '\xff';
  return update ? out + '\xff' : out;
}

// Body of a QUERY.
inline std::string query_body(std::string_view database, std::string_view sql,
                              std::string_view variables = "") {
  return le(1, 4) + le(0, 4) + le(database.size(), 1) + le(0, 2) +
         le(variables.size(), 2) + std::string(variables) +
         std::string(database) + '\0' + std::string(sql);
}

// The text of one decoded value; "!why" when it is refused, "?" when it
// ends too early, "+n" after it when bytes are left over.
inline std::string decoded(const ColumnDecoder& column,
                           std::string_view bytes) {
  Arena arena;
  Cell cell;
  ByteReader in(bytes);
  const char* wrong = column.decode(column, in, arena, &cell);
  if (!in.ok()) return "?";
  if (wrong) return std::string("!") + wrong;
  std::string out(cell.text());
  return in.at_end() ? out : cat(out, "+", in.left());
}

inline Column column(const std::string& name, TypeKind kind, int bits = 0) {
  Column out;
  out.name = name;
  out.type.kind = kind;
  out.type.bits = bits;
  return out;
}

}  // namespace millrace::mysql::test
