// SPDX-License-Identifier: Apache-2.0
#include "model/type.h"

#include <iterator>

namespace millrace {
namespace {

// In the order of TypeKind.
constexpr const char* kNames[] = {
    "integer", "decimal", "float",    "double",    "boolean",   "bit",
    "char",    "varchar", "text",     "binary",    "varbinary", "blob",
    "date",    "time",    "datetime", "timestamp", "year",      "enum",
    "set",     "json",    "geometry", "vector",    "uuid",      "inet4",
    "inet6",   "other"};
static_assert(std::size(kNames) == static_cast<size_t>(TypeKind::kOther) + 1);

}  // namespace

const char* kind_name(TypeKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

bool kind_from_name(std::string_view name, TypeKind* kind) {
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (name != kNames[i]) continue;
    *kind = static_cast<TypeKind>(i);
    return true;
  }
  return false;
}

bool is_character(TypeKind kind) {
  switch (kind) {
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
    case TypeKind::kEnum:
    case TypeKind::kSet:
      return true;
    default:
      return false;
  }
}

bool is_binary(TypeKind kind) {
  switch (kind) {
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
    case TypeKind::kGeometry:
    case TypeKind::kVector:
      return true;
    default:
      return false;
  }
}

bool is_temporal(TypeKind kind) {
  switch (kind) {
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return true;
    default:
      return false;
  }
}

}  // namespace millrace
