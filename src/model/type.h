// SPDX-License-Identifier: Apache-2.0
//
// Type: what a column holds, in neutral words. Each kind has one neutral
// form of its values; docs/value-forms.md is the full table. In short, all
// cells are bytes:
//   integer, decimal   decimal digits, '-' when negative; decimal always
//                      with `scale` digits after the point
//   float, double      shortest text that reads back to the same bits
//   bit                `length` characters '0' or '1', highest bit first
//   char .. text       UTF-8, whatever the column's charset was
//   binary .. blob     the bytes; binary padded with 0x00 to `length`
//   date               YYYY-MM-DD            (0000-00-00 and the like kept)
//   time               [-]HH:MM:SS[.f]       hours may pass 99; f = fsp digits
//   datetime           YYYY-MM-DD HH:MM:SS[.f]
//   timestamp          as datetime, in UTC
//   year               YYYY
//   enum, set          the label; the labels joined by ','
//   json               the text the source server prints for the value
//   geometry           4 bytes SRID, little endian, then WKB
//   vector             the bytes (IEEE 754 floats, little endian)
//   uuid, inet4, inet6 the text the source server prints
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millrace {

enum class TypeKind {
  kInteger,
  kDecimal,
  kFloat,
  kDouble,
  kBoolean,  // targets only; cell "0" or "1"
  kBit,
  kChar,
  kVarchar,
  kText,
  kBinary,
  kVarbinary,
  kBlob,
  kDate,
  kTime,
  kDatetime,
  kTimestamp,
  kYear,
  kEnum,
  kSet,
  kJson,
  kGeometry,
  kVector,
  kUuid,
  kInet4,
  kInet6,
  kOther,  // millrace does not know it; `Column::native` says its name
};

struct Type {
  TypeKind kind = TypeKind::kOther;
  int bits = 0;              // integer: 8, 16, 24, 32 or 64
  bool is_unsigned = false;  // integer, decimal, float, double
  int precision = 0;         // decimal
  int scale = 0;             // decimal
  uint64_t length = 0;       // bit: bits; char, varchar: characters;
                             // integer with zerofill: display width;
                             // binary, varbinary: bytes; text, blob: most
                             // bytes it can hold; vector: dimensions
  int fsp = 0;               // time, datetime, timestamp: digits, 0 to 6
  bool tinyint1 = false;     // written tinyint(1): the user may mean boolean
  bool zerofill = false;
  bool json_text = false;  // MariaDB's JSON: text with a json_valid check
  std::string charset;     // char .. text, enum, set ("utf8mb4")
  std::string collation;   // ("utf8mb4_0900_ai_ci")
  std::vector<std::string> labels;  // enum, set; UTF-8, in order
  std::string subtype;              // geometry: "point", "polygon" ...
  std::optional<uint32_t> srid;     // geometry: the only one it takes
  bool operator==(const Type&) const = default;
};

const char* kind_name(TypeKind kind);  // "integer", "varchar" ...
// The kind of that name; false, and `kind` as before, when there is none.
bool kind_from_name(std::string_view name, TypeKind* kind);
bool is_character(TypeKind kind);  // char, varchar, text, enum, set
bool is_binary(TypeKind kind);     // binary, varbinary, blob, geometry,
                                   // vector
bool is_temporal(TypeKind kind);   // date, time, datetime, timestamp

}  // namespace millrace
