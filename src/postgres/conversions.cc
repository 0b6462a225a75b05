// SPDX-License-Identifier: Apache-2.0
//
// Which neutral values may go into which PostgreSQL type. What is allowed
// here has an encoder in values.cc; the two files change together.
#include "base/text.h"
#include "postgres/types.h"

namespace millrace {
namespace {

bool takes_integers(const NativeType& to) {
  return to.is_integer() || to.is("numeric") || to.is("real") ||
         to.is("double precision") || to.is_text();
}

bool takes_decimal(const Type& from, const NativeType& to) {
  if (to.is_integer()) return from.scale == 0;
  return takes_integers(to);
}

bool takes_bits(const Type& from, const NativeType& to) {
  if (to.is("bit")) {
    return to.arguments.empty() ||
           static_cast<uint64_t>(to.arguments[0]) == from.length;
  }
  if (to.is("boolean")) return from.length == 1;
  if (to.is_integer()) return from.length < 64;
  return to.is("bit varying") || to.is_text();
}

bool takes_text(const NativeType& to) {
  return to.is_text() || to.is("uuid") || to.is("json") || to.is("jsonb") ||
         to.is("inet");
}

bool takes_bytes(const Type& from, const NativeType& to) {
  if (to.is("uuid")) {
    return from.kind == TypeKind::kBinary && from.length == 16;
  }
  return to.is("bytea");
}

bool takes_temporal(const Type& from, const NativeType& to) {
  switch (from.kind) {
    case TypeKind::kDate:
      return to.is("date") || to.is("timestamp without time zone") ||
             to.is_text();
    case TypeKind::kTime:
      return to.is("interval") || to.is("time without time zone") ||
             to.is_text();
    case TypeKind::kDatetime:
      return to.is("timestamp without time zone") || to.is_text();
    default:
      return to.is("timestamp with time zone") ||
             to.is("timestamp without time zone") || to.is_text();
  }
}

bool takes(const Type& from, const NativeType& to) {
  switch (from.kind) {
    case TypeKind::kInteger:
      return takes_integers(to) || to.is("boolean");
    case TypeKind::kYear:
      return takes_integers(to);
    case TypeKind::kDecimal:
      return takes_decimal(from, to);
    case TypeKind::kFloat:
      return to.is("real") || to.is("double precision") || to.is("numeric") ||
             to.is_text();
    case TypeKind::kDouble:
      return to.is("double precision") || to.is("numeric") || to.is_text();
    case TypeKind::kBoolean:
      return to.is("boolean") || to.is_integer() || to.is_text();
    case TypeKind::kBit:
      return takes_bits(from, to);
    case TypeKind::kJson:
      return to.is("json") || to.is("jsonb") || to.is_text();
    case TypeKind::kUuid:
      return to.is("uuid") || to.is_text();
    case TypeKind::kInet4:
    case TypeKind::kInet6:
      return to.is("inet") || to.is_text();
    case TypeKind::kOther:
      return false;
    default:
      break;
  }
  if (is_temporal(from.kind)) return takes_temporal(from, to);
  if (is_binary(from.kind)) return takes_bytes(from, to);
  return takes_text(to);
}

}  // namespace

bool is_number(TypeKind kind) {
  switch (kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kFloat:
    case TypeKind::kDouble:
    case TypeKind::kBoolean:
    case TypeKind::kBit:
    case TypeKind::kYear:
      return true;
    default:
      return false;
  }
}

std::string conversion_problem(const Type& from, const NativeType& to) {
  if (from.kind == TypeKind::kOther) {
    return "millrace does not know the type of the source column";
  }
  if (takes(from, to)) return "";
  if (from.kind == TypeKind::kDatetime && to.is("timestamp with time zone")) {
    return "a datetime has no time zone, so which moment it is would be a "
           "guess";
  }
  return cat("values of type ", kind_name(from.kind), " have no form in ",
             to.str());
}

}  // namespace millrace
