// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/table_map.h"

#include <utility>

#include "base/text.h"
#include "mysql/binlog/byte_reader.h"
#include "mysql/binlog/table_map_extra.h"

namespace millrace::mysql {
namespace {

// Servers up to 5.1.4 wrote four bytes of number.
constexpr uint8_t kShortHead = 6;
constexpr size_t kMostColumns = 4096;

void read_head(ByteReader& in, uint8_t fixed, TableMapHead* head) {
  head->id = fixed == kShortHead ? in.u32() : in.u48();
  in.skip(2);  // flags
  head->name.schema = std::string(in.take(in.u8()));
  in.skip(1);
  head->name.table = std::string(in.take(in.u8()));
  in.skip(1);
}

// CHAR, ENUM and SET share a code; see column_type.h.
ColumnMeta string_meta(uint8_t first, uint8_t second) {
  uint32_t size = second;
  if ((first & 0x30) != 0x30) {
    size |= static_cast<uint32_t>((first & 0x30) ^ 0x30) << 4;
    first |= 0x30;
  }
  return {static_cast<ColumnType>(first), size, 0};
}

ColumnMeta read_meta(ColumnType type, ByteReader& in) {
  switch (type) {
    case ColumnType::kFloat:
    case ColumnType::kDouble:
    case ColumnType::kTinyBlob:
    case ColumnType::kMediumBlob:
    case ColumnType::kLongBlob:
    case ColumnType::kBlob:
    case ColumnType::kBlobCompressed:
    case ColumnType::kGeometry:
    case ColumnType::kJson:
    case ColumnType::kVector:
    case ColumnType::kTimestamp2:
    case ColumnType::kDatetime2:
    case ColumnType::kTime2:
      return {type, in.u8(), 0};
    case ColumnType::kVarchar:
    case ColumnType::kVarString:
    case ColumnType::kVarcharCompressed:
      return {type, in.u16(), 0};
    case ColumnType::kNewDecimal: {
      const uint8_t precision = in.u8();
      return {type, precision, in.u8()};
    }
    case ColumnType::kBit: {
      const uint32_t bits = in.u8();
      return {type, in.u8() * 8u + bits, 0};
    }
    case ColumnType::kString:
    case ColumnType::kEnum:
    case ColumnType::kSet: {
      const uint8_t first = in.u8();
      return string_meta(first, in.u8());
    }
    default:
      return {type, 0, 0};
  }
}

// A typed array's own type stands in front of that type's description.
ColumnMeta read_column(ColumnType type, ByteReader& in) {
  if (type != ColumnType::kTypedArray) return read_meta(type, in);
  read_meta(static_cast<ColumnType>(in.u8()), in);
  return {type, 0, 0};
}

Status malformed(const QualifiedName& name) {
  return stop_with("S208", cat("the log's description of table ", name.str(),
                               " is malformed"));
}

}  // namespace

Result<TableMapHead> read_table_map_head(std::string_view body, uint8_t fixed) {
  ByteReader in(body);
  TableMapHead head;
  read_head(in, fixed, &head);
  if (!in.ok()) return malformed(head.name);
  return head;
}

Result<TableMap> read_table_map(std::string_view body, uint8_t fixed) {
  ByteReader in(body);
  TableMapHead head;
  read_head(in, fixed, &head);
  TableMap map{head.id, std::move(head.name), {}};
  const uint64_t count = in.packed();
  if (!in.ok() || count > kMostColumns) return malformed(map.name);
  const std::string_view types = in.take(count);
  ByteReader meta(in.take(in.packed()));
  in.skip((count + 7) / 8);  // which columns may be NULL
  if (!in.ok()) return malformed(map.name);
  map.columns.resize(count);
  for (size_t i = 0; i < count; ++i) {
    const ColumnType type = static_cast<ColumnType>(types[i]);
    map.columns[i].meta = read_column(type, meta);
  }
  if (!meta.ok() || !meta.at_end()) return malformed(map.name);
  if (!read_table_map_extra(in.rest(), &map)) return malformed(map.name);
  return map;
}

}  // namespace millrace::mysql
