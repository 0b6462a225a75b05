// SPDX-License-Identifier: Apache-2.0
#include "mysql/conversions.h"

#include <algorithm>

#include "base/text.h"
#include "mysql/native_type.h"

namespace millrace::mysql {
namespace {

bool plain_text(TypeKind kind) {
  return kind == TypeKind::kChar || kind == TypeKind::kVarchar ||
         kind == TypeKind::kText;
}
bool plain_bytes(TypeKind kind) {
  return kind == TypeKind::kBinary || kind == TypeKind::kVarbinary ||
         kind == TypeKind::kBlob;
}
bool number(TypeKind kind) {
  return kind == TypeKind::kInteger || kind == TypeKind::kDecimal ||
         kind == TypeKind::kFloat || kind == TypeKind::kDouble;
}
bool moment(TypeKind kind) {
  return kind == TypeKind::kDatetime || kind == TypeKind::kTimestamp;
}

bool takes(const Type& from, const Type& to) {
  const TypeKind a = from.kind;
  const TypeKind b = to.kind;
  if (plain_text(b)) return !is_binary(a) && a != TypeKind::kBit;
  if (plain_bytes(b)) return is_binary(a);
  switch (a) {
    case TypeKind::kInteger:
    case TypeKind::kBoolean:
    case TypeKind::kYear:
      return number(b) || (a == b);
    case TypeKind::kDecimal:
      return b == TypeKind::kDecimal || b == TypeKind::kDouble ||
             b == TypeKind::kFloat ||
             (b == TypeKind::kInteger && from.scale == 0);
    case TypeKind::kFloat:
    case TypeKind::kDouble:
      return b == TypeKind::kFloat || b == TypeKind::kDouble;
    case TypeKind::kBit:
      return b == a && to.length >= from.length;
    case TypeKind::kDate:
      return b == a || b == TypeKind::kDatetime;
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return moment(b);
    case TypeKind::kEnum:
    case TypeKind::kSet:
      return a == b;
    case TypeKind::kText:
      return b == TypeKind::kJson || b == TypeKind::kUuid ||
             b == TypeKind::kInet4 || b == TypeKind::kInet6;
    case TypeKind::kChar:
    case TypeKind::kVarchar:
      return b == TypeKind::kJson || b == TypeKind::kUuid ||
             b == TypeKind::kInet4 || b == TypeKind::kInet6 ||
             b == TypeKind::kEnum;
    case TypeKind::kGeometry:
      return a == b && (to.subtype == "geometry" || to.subtype == from.subtype);
    case TypeKind::kVector:
      return a == b && to.length == from.length;
    case TypeKind::kInet4:
      return b == a || b == TypeKind::kInet6;
    default:
      return a == b;
  }
}

bool begins_with(const std::vector<std::string>& labels,
                 const std::vector<std::string>& head) {
  return head.size() <= labels.size() &&
         std::equal(head.begin(), head.end(), labels.begin());
}

uint64_t bytes_of(const Type& type) {
  if (type.kind == TypeKind::kText || type.kind == TypeKind::kBlob) {
    return type.length;
  }
  const bool text = plain_text(type.kind);
  return type.length *
         static_cast<uint64_t>(text ? bytes_per_character(type.charset) : 1);
}

bool same_words(const Type& from, const Type& to) {
  if (from.charset == to.charset) {
    return from.collation == to.collation || from.collation.empty() ||
           to.collation.empty();
  }
  return to.charset == "utf8mb4";
}

Risk kept(bool every_value) {
  return every_value ? Risk::kRewrites : Risk::kDestroys;
}

Risk integer_risk(const Type& from, const Type& to) {
  if (from.is_unsigned == to.is_unsigned) return kept(to.bits >= from.bits);
  return kept(from.is_unsigned && to.bits > from.bits);
}

Risk decimal_risk(const Type& from, const Type& to) {
  return kept(to.scale >= from.scale &&
              to.precision - to.scale >= from.precision - from.scale &&
              (!to.is_unsigned || from.is_unsigned));
}

// Character(n) loses blanks at its end, which varchar keeps: only the one
// way holds every value.
Risk text_risk(const Type& from, const Type& to) {
  const bool padded =
      to.kind == TypeKind::kChar && from.kind != TypeKind::kChar;
  const bool longer =
      to.kind == TypeKind::kText
          ? to.length >= bytes_of(from)
          : to.length >= from.length && from.kind != TypeKind::kText;
  return kept(!padded && longer && same_words(from, to));
}

Risk bytes_risk(const Type& from, const Type& to) {
  if (to.kind == TypeKind::kBinary) return kept(from == to);
  return kept(to.length >= from.length);
}

}  // namespace

std::string conversion_problem(const Type& from, const std::string& to) {
  const Type type = parse_native(to);
  if (type.kind == TypeKind::kOther) {
    return cat(to, " is a type that millrace does not know");
  }
  if (takes(from, type)) return "";
  return cat("values of ", kind_name(from.kind), " do not go into ", to);
}

std::optional<Risk> type_change_risk(const std::string& from,
                                     const std::string& to) {
  if (same_native(from, to)) return Risk::kSafe;
  const Type a = parse_native(from);
  const Type b = parse_native(to);
  if (a.kind == TypeKind::kOther || b.kind == TypeKind::kOther) {
    return std::nullopt;
  }
  if (plain_text(a.kind) && plain_text(b.kind) && !b.json_text) {
    return text_risk(a, b);
  }
  if (plain_bytes(a.kind) && plain_bytes(b.kind)) return bytes_risk(a, b);
  if (a.kind != b.kind) {
    if (a.kind == TypeKind::kFloat && b.kind == TypeKind::kDouble) {
      return Risk::kRewrites;
    }
    if (takes(a, b)) return Risk::kDestroys;
    return std::nullopt;
  }
  switch (a.kind) {
    case TypeKind::kInteger:
      return integer_risk(a, b);
    case TypeKind::kDecimal:
      return decimal_risk(a, b);
    case TypeKind::kBit:
      return kept(b.length >= a.length);
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return kept(b.fsp >= a.fsp);
    case TypeKind::kGeometry:
      return kept((!b.srid || a.srid == b.srid) &&
                  (a.subtype == b.subtype || b.subtype == "geometry"));
    case TypeKind::kEnum:
    case TypeKind::kSet:
      return kept(begins_with(b.labels, a.labels) && same_words(a, b));
    default:
      return Risk::kDestroys;
  }
}

}  // namespace millrace::mysql
