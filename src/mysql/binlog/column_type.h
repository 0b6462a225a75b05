// SPDX-License-Identifier: Apache-2.0
//
// ColumnType: the type codes of the log's rows. Where a code is of the
// family STRING, the table map's two bytes hold the real code and a length
// above 255 is folded into it (MySQL internals manual, "TABLE_MAP_EVENT").
// Thread: values.
#pragma once

#include <cstdint>
#include <string>

namespace millrace::mysql {

enum class ColumnType : uint8_t {
  kTiny = 1,
  kShort = 2,
  kLong = 3,
  kFloat = 4,
  kDouble = 5,
  kTimestamp = 7,
  kLonglong = 8,
  kInt24 = 9,
  kDate = 10,
  kTime = 11,
  kDatetime = 12,
  kYear = 13,
  kNewDate = 14,
  kVarchar = 15,
  kBit = 16,
  kTimestamp2 = 17,
  kDatetime2 = 18,
  kTime2 = 19,
  kTypedArray = 20,
  kBlobCompressed = 140,     // MariaDB
  kVarcharCompressed = 141,  // MariaDB
  kVector = 242,             // MySQL
  kJson = 245,               // MySQL
  kNewDecimal = 246,
  kEnum = 247,
  kSet = 248,
  kTinyBlob = 249,
  kMediumBlob = 250,
  kLongBlob = 251,
  kBlob = 252,
  kVarString = 253,
  kString = 254,
  kGeometry = 255,
};

// What the table map says about one column.
struct ColumnMeta {
  ColumnType type{};  // the real one: kEnum, kSet taken out of kString
  // By type: float, double, enum, set, blobs: bytes of the value or of its
  // length; varchar, string: most bytes; bit: bits; temporals: fraction
  // digits; decimal: precision.
  uint32_t size = 0;
  uint32_t scale = 0;  // decimal

  bool operator==(const ColumnMeta&) const = default;
};

std::string column_type_name(ColumnType type);

}  // namespace millrace::mysql
