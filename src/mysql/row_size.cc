// SPDX-License-Identifier: Apache-2.0
#include "mysql/row_size.h"

#include "base/text.h"
#include "mysql/native_type.h"

namespace millrace::mysql {
namespace {

constexpr uint64_t kMostBytes = 65535;

uint64_t fraction_bytes(int fsp) { return static_cast<uint64_t>(fsp + 1) / 2; }

// Nine digits go into four bytes; a rest has a table of its own.
uint64_t digits_bytes(int digits) {
  constexpr uint64_t kRest[] = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
  return static_cast<uint64_t>(digits / 9) * 4 + kRest[digits % 9];
}

uint64_t with_length(uint64_t bytes) { return bytes + (bytes > 255 ? 2 : 1); }

// What a value out of the row leaves in it: where it is, and its length.
uint64_t pointer_bytes(uint64_t most) {
  if (most <= 255) return 9;
  if (most <= 65535) return 10;
  return most <= 16777215 ? 11 : 12;
}

uint64_t column_bytes(const Type& type) {
  const auto per_character =
      static_cast<uint64_t>(bytes_per_character(type.charset));
  switch (type.kind) {
    case TypeKind::kInteger:
      return static_cast<uint64_t>(type.bits) / 8;
    case TypeKind::kDecimal:
      return digits_bytes(type.precision - type.scale) +
             digits_bytes(type.scale);
    case TypeKind::kFloat:
      return 4;
    case TypeKind::kDouble:
      return 8;
    case TypeKind::kBoolean:
    case TypeKind::kYear:
      return 1;
    case TypeKind::kBit:
      return (type.length + 7) / 8;
    case TypeKind::kChar:
      return type.length * per_character;
    case TypeKind::kVarchar:
      return with_length(type.length * per_character);
    case TypeKind::kBinary:
      return type.length;
    case TypeKind::kVarbinary:
      return with_length(type.length);
    case TypeKind::kText:
    case TypeKind::kBlob:
      return pointer_bytes(type.length);
    case TypeKind::kDate:
      return 3;
    case TypeKind::kTime:
      return 3 + fraction_bytes(type.fsp);
    case TypeKind::kDatetime:
      return 5 + fraction_bytes(type.fsp);
    case TypeKind::kTimestamp:
      return 4 + fraction_bytes(type.fsp);
    case TypeKind::kEnum:
      return type.labels.size() > 255 ? 2 : 1;
    case TypeKind::kSet:
      return type.labels.size() > 32 ? 8 : (type.labels.size() + 7) / 8;
    case TypeKind::kVector:
      return with_length(type.length * 4);
    case TypeKind::kUuid:
    case TypeKind::kInet6:
      return 16;
    case TypeKind::kInet4:
      return 4;
    default:
      return 12;
  }
}

}  // namespace

uint64_t row_bytes(const Table& table) {
  uint64_t bytes = 0;
  uint64_t nullable = 0;
  for (const Column& column : table.columns) {
    bytes += column_bytes(parse_native(column.native));
    if (column.nullable) ++nullable;
  }
  return bytes + (nullable + 7) / 8;
}

std::string row_problem(const Table& table, const Flavor& target) {
  if (target.kind == FlavorKind::kDrds) return "";
  const uint64_t bytes = row_bytes(table);
  if (bytes <= kMostBytes) return "";
  return cat("its columns may have ", bytes,
             " bytes together in a row; the server takes ", kMostBytes);
}

}  // namespace millrace::mysql
