// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_form.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "base/ascii.h"
#include "base/digits.h"
#include "postgres/big_endian.h"
#include "postgres/binary_numeric.h"
#include "postgres/civil_date.h"
#include "postgres/text_escape.h"
#include "postgres/types.h"

namespace millrace {
namespace {

constexpr int64_t kDayMicroseconds = 86'400'000'000;
constexpr size_t kLength = 4;  // bytes of a field's length word

Written refuse(const char* why) { return {nullptr, why}; }

// The length word of what stands between `payload` and `end`, in front of it.
Written sized(char* payload, char* end) {
  const auto length = static_cast<size_t>(end - payload);
  if (length > static_cast<size_t>(std::numeric_limits<int32_t>::max())) {
    return refuse("it is larger than the server takes");
  }
  put_big_endian(static_cast<uint32_t>(length), payload - kLength);
  return {end, nullptr};
}

template <typename Int>
Written put_field(Int n, char* at) {
  char* const payload = put_big_endian(uint32_t{sizeof n}, at);
  return {put_big_endian(n, payload), nullptr};
}

template <typename Number>
bool whole_number(std::string_view cell, Number* n) {
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, *n);
  return error == std::errc() && stop == end;
}

// Up to 16 digits: no number of them is too large for 64 bits.
bool short_number(std::string_view cell, int64_t* n) {
  const bool negative = !cell.empty() && cell[0] == '-';
  if (negative) cell.remove_prefix(1);
  if (cell.empty() || cell.size() > 16) return false;
  const size_t first = cell.size() > 8 ? cell.size() - 8 : 0;
  EightDigits high;
  EightDigits low;
  if (!read_digits(cell.data(), first, &high) ||
      !read_digits(cell.data() + first, cell.size() - first, &low)) {
    return false;
  }
  const int64_t value = int64_t{high.value()} * 100'000'000 + low.value();
  *n = negative ? -value : value;
  return true;
}

template <typename Int>
Written put_integer(std::string_view cell, char* at) {
  int64_t n = 0;
  const bool known = short_number(cell, &n) || whole_number(cell, &n);
  if (!known || n < std::numeric_limits<Int>::min() ||
      n > std::numeric_limits<Int>::max()) {
    return refuse("it is out of the type's range");
  }
  return put_field(static_cast<std::make_unsigned_t<Int>>(n), at);
}

template <typename Float>
Written put_float(std::string_view cell, char* at) {
  Float value = 0;
  if (!whole_number(cell, &value)) {
    return refuse("it is out of the type's range");
  }
  using Bits = std::conditional_t<sizeof value == 4, uint32_t, uint64_t>;
  return put_field(std::bit_cast<Bits>(value), at);
}

Written put_numeric(std::string_view cell, char* at) {
  static_assert(kLength + numeric_room(0) <= binary_room(0));
  char* const payload = at + kLength;
  char* const end = write_numeric(cell, payload);
  return end == nullptr ? refuse("it is no decimal number")
                        : sized(payload, end);
}

Written put_boolean(std::string_view cell, char* at) {
  if (cell != "0" && cell != "1") {
    return refuse("only 0 and 1 are boolean (values.tinyint1 in the Plan)");
  }
  char* const payload = put_big_endian(uint32_t{1}, at);
  *payload = cell == "1" ? '\1' : '\0';
  return {payload + 1, nullptr};
}

Written put_bits(std::string_view cell, char* at) {
  const auto bits = static_cast<uint32_t>(cell.size());
  char* out = put_big_endian(4 + (bits + 7) / 8, at);
  out = put_big_endian(bits, out);
  for (size_t i = 0; i < cell.size(); i += 8) {
    unsigned byte = 0;
    for (size_t k = i; k < i + 8; ++k) {
      byte = 2 * byte + (k < cell.size() && cell[k] == '1' ? 1 : 0);
    }
    *out++ = static_cast<char>(byte);
  }
  return {out, nullptr};
}

// Copied by overlapping words while it is short: a call of memcpy takes
// longer than most texts do.
Written put_bytes(std::string_view cell, char* at) {
  char* const payload = at + kLength;
  const char* const from = cell.data();
  const size_t size = cell.size();
  if (size >= 16 && size <= 32) {
    std::memcpy(payload, from, 16);
    std::memcpy(payload + size - 16, from + size - 16, 16);
  } else if (size >= 8 && size < 16) {
    std::memcpy(payload, from, 8);
    std::memcpy(payload + size - 8, from + size - 8, 8);
  } else if (size >= 4 && size < 8) {
    std::memcpy(payload, from, 4);
    std::memcpy(payload + size - 4, from + size - 4, 4);
  } else if (size == 1) {
    payload[0] = from[0];
  } else {
    std::memcpy(payload, from, size);
  }
  return sized(payload, payload + size);
}

Written put_text(std::string_view cell, char* at) {
  if (!is_plain_ascii(cell)) {
    if (const char* why = text_problem(cell)) return refuse(why);
  }
  return put_bytes(cell, at);
}

// jsonb's receive function takes text behind a version.
Written put_jsonb(std::string_view cell, char* at) {
  if (const char* why = text_problem(cell)) return refuse(why);
  char* const payload = at + kLength;
  payload[0] = '\1';
  std::memcpy(payload + 1, cell.data(), cell.size());
  return sized(payload, payload + 1 + cell.size());
}

Written put_uuid(std::string_view cell, char* at) {
  if (cell.size() != 16) return refuse("a uuid has 16 bytes");
  return put_bytes(cell, at);
}

Written put_date(std::string_view cell, char* at) {
  int32_t days = 0;
  if (const char* why = read_date(cell, &days)) return refuse(why);
  return put_field(static_cast<uint32_t>(days), at);
}

// A date, or a date and a time; of a timestamp the time is UTC already.
Written put_moment(std::string_view cell, char* at) {
  int32_t days = 0;
  if (const char* why = read_date(cell, &days)) return refuse(why);
  int64_t micros = days * kDayMicroseconds;
  if (cell.size() > 10) {
    const auto time = time_microseconds(cell.substr(11));
    if (!time || *time < 0) return refuse("it is no time of day");
    micros += *time;
  }
  return put_field(static_cast<uint64_t>(micros), at);
}

Written put_time_of_day(std::string_view cell, char* at) {
  const auto time = time_microseconds(cell);
  if (!time || *time < 0 || *time >= kDayMicroseconds) {
    return refuse("it is no time of day; type interval holds it");
  }
  return put_field(static_cast<uint64_t>(*time), at);
}

// Hours stay hours: no days, no months.
Written put_interval(std::string_view cell, char* at) {
  const auto time = time_microseconds(cell);
  if (!time) return refuse("it is no span of time");
  char* out = put_big_endian(uint32_t{16}, at);
  out = put_big_endian(static_cast<uint64_t>(*time), out);
  return {put_big_endian(uint64_t{0}, out), nullptr};
}

BinaryForm number_form(TypeKind kind, const NativeType& native) {
  const bool whole = kind == TypeKind::kInteger || kind == TypeKind::kYear;
  if (whole && native.is("smallint")) return put_integer<int16_t>;
  if (whole && native.is("integer")) return put_integer<int32_t>;
  if (whole && native.is("bigint")) return put_integer<int64_t>;
  if (native.is("boolean")) return put_boolean;
  if ((whole || kind == TypeKind::kDecimal) && native.is("numeric")) {
    return put_numeric;
  }
  if (kind == TypeKind::kFloat && native.is("real")) return put_float<float>;
  const bool floating = kind == TypeKind::kFloat || kind == TypeKind::kDouble;
  if (floating && native.is("double precision")) return put_float<double>;
  if (kind == TypeKind::kBit && native.is("bit")) return put_bits;
  return nullptr;
}

BinaryForm temporal_form(TypeKind kind, const NativeType& native) {
  if (native.is("date")) return put_date;
  if (native.is("interval")) return put_interval;
  if (native.is("time without time zone")) return put_time_of_day;
  const bool moment = native.is("timestamp without time zone") ||
                      native.is("timestamp with time zone");
  return moment && kind != TypeKind::kTime ? put_moment : nullptr;
}

}  // namespace

BinaryForm binary_form(const WriteColumn& column) {
  const NativeType native = parse_native(column.native);
  const TypeKind kind = column.type.kind;
  if (!conversion_problem(column.type, native).empty()) return nullptr;
  if (kind == TypeKind::kBoolean && !native.is("boolean")) return nullptr;
  // What is text in both worlds is the same bytes, a length word apart.
  if (native.is_text() || native.is("json")) return put_text;
  if (native.is("jsonb")) return put_jsonb;
  if (is_number(kind)) return number_form(kind, native);
  if (is_temporal(kind)) return temporal_form(kind, native);
  if (native.is("bytea")) return put_bytes;
  if (native.is("uuid") && is_binary(kind)) return put_uuid;
  return nullptr;
}

CopyFormat copy_format(const WriteShape& shape, CopyFormat best) {
  const bool all = std::all_of(
      shape.columns.begin(), shape.columns.end(),
      [](const WriteColumn& c) { return binary_form(c) != nullptr; });
  return all ? best : CopyFormat::kText;
}

}  // namespace millrace
