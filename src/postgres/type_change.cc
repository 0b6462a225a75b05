// SPDX-License-Identifier: Apache-2.0
#include "postgres/type_change.h"

#include <climits>

namespace millrace {
namespace {

int bits_of(const NativeType& type) {
  if (type.is("smallint")) return 16;
  return type.is("integer") ? 32 : 64;
}

// Digits before the point that an integer type needs.
int digits_of(const NativeType& type) {
  int bits = bits_of(type);
  return bits == 16 ? 5 : bits == 32 ? 10 : 19;
}

int argument(const NativeType& type, size_t at, int otherwise) {
  return at < type.arguments.size() ? type.arguments[at] : otherwise;
}

Risk numeric_to_numeric(const NativeType& from, const NativeType& to) {
  if (to.arguments.empty()) return Risk::kSafe;
  if (from.arguments.empty()) return Risk::kDestroys;
  int scale = argument(from, 1, 0);
  int new_scale = argument(to, 1, 0);
  int whole = argument(from, 0, 0) - scale;
  int new_whole = argument(to, 0, 0) - new_scale;
  if (new_scale < scale || new_whole < whole) return Risk::kDestroys;
  return new_scale == scale ? Risk::kSafe : Risk::kRewrites;
}

std::optional<Risk> from_integer(const NativeType& from, const NativeType& to) {
  if (to.is_integer()) {
    return bits_of(to) > bits_of(from) ? Risk::kRewrites : Risk::kDestroys;
  }
  if (to.is("numeric")) {
    int whole = argument(to, 0, INT_MAX) - argument(to, 1, 0);
    return whole >= digits_of(from) ? Risk::kRewrites : Risk::kDestroys;
  }
  if (to.is("double precision")) {
    return bits_of(from) <= 32 ? Risk::kRewrites : Risk::kDestroys;
  }
  return std::nullopt;
}

// Same base, another length or precision: longer is a catalog change.
Risk resized(const NativeType& from, const NativeType& to, int unlimited) {
  int old_size = argument(from, 0, unlimited);
  int new_size = argument(to, 0, unlimited);
  return new_size >= old_size ? Risk::kSafe : Risk::kDestroys;
}

std::optional<Risk> between_texts(const NativeType& from,
                                  const NativeType& to) {
  // character(n) pads with blanks: another value, so not in place.
  if (from.is("character") || to.is("character")) {
    if (from.base != to.base) return std::nullopt;
    return argument(to, 0, 1) > argument(from, 0, 1) ? Risk::kRewrites
                                                     : Risk::kDestroys;
  }
  if (to.is("text")) return Risk::kSafe;
  if (from.is("text") && !to.arguments.empty()) return Risk::kDestroys;
  return resized(from, to, INT_MAX);
}

}  // namespace

std::optional<Risk> type_change_risk(const NativeType& from,
                                     const NativeType& to) {
  if (from == to) return Risk::kSafe;
  if (from.is_text() && to.is_text()) return between_texts(from, to);
  if (from.is_integer()) return from_integer(from, to);
  if (from.is("numeric") && to.is("numeric")) {
    return numeric_to_numeric(from, to);
  }
  // 0.1 as real is another number as double: the copy must be made anew.
  if (from.base != to.base) {
    bool same_values = from.is("json") && to.is("jsonb");
    return same_values ? std::optional(Risk::kRewrites) : std::nullopt;
  }
  if (from.is("bit")) return Risk::kDestroys;
  return resized(from, to, from.is("bit varying") ? INT_MAX : 6);
}

}  // namespace millrace
