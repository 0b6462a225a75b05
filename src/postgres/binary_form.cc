// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_form.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "postgres/binary_numeric.h"
#include "postgres/civil_date.h"
#include "postgres/types.h"

namespace millrace {
namespace {

constexpr int64_t kDayMicroseconds = 86'400'000'000;

// Puts the length word in front of what `append` writes.
template <typename Append>
const char* sized(std::string& out, Append append) {
  const size_t at = out.size();
  append_int32(0, out);
  if (const char* why = append()) return why;
  const size_t length = out.size() - at - 4;
  if (length > static_cast<size_t>(std::numeric_limits<int32_t>::max())) {
    return "it is larger than the server takes";
  }
  for (int i = 0; i < 4; ++i) {
    out[at + i] = static_cast<char>(length >> (24 - 8 * i));
  }
  return nullptr;
}

template <typename Int>
bool whole_number(std::string_view cell, Int* n) {
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, *n);
  return error == std::errc() && stop == end;
}

template <typename Int>
const char* put_integer(std::string_view cell, std::string& out) {
  Int n = 0;
  if (!whole_number(cell, &n)) return "it is out of the type's range";
  append_big_endian(out, static_cast<uint32_t>(sizeof n),
                    static_cast<std::make_unsigned_t<Int>>(n));
  return nullptr;
}

template <typename Float>
const char* put_float(std::string_view cell, std::string& out) {
  Float value = 0;
  if (!whole_number(cell, &value)) return "it is out of the type's range";
  append_int32(sizeof value, out);
  if constexpr (sizeof value == 4) {
    append_int32(std::bit_cast<int32_t>(value), out);
  } else {
    append_int64(std::bit_cast<int64_t>(value), out);
  }
  return nullptr;
}

const char* put_numeric(std::string_view cell, std::string& out) {
  return sized(out, [&]() -> const char* {
    return append_numeric(cell, out) ? nullptr : "it is no decimal number";
  });
}

const char* put_boolean(std::string_view cell, std::string& out) {
  if (cell != "0" && cell != "1") {
    return "only 0 and 1 are boolean (values.tinyint1 in the Plan)";
  }
  append_int32(1, out);
  out.push_back(cell == "1" ? '\1' : '\0');
  return nullptr;
}

const char* put_bits(std::string_view cell, std::string& out) {
  append_int32(static_cast<int32_t>(4 + (cell.size() + 7) / 8), out);
  append_int32(static_cast<int32_t>(cell.size()), out);
  for (size_t i = 0; i < cell.size(); i += 8) {
    unsigned byte = 0;
    for (size_t k = i; k < i + 8; ++k) {
      byte = 2 * byte + (k < cell.size() && cell[k] == '1' ? 1 : 0);
    }
    out.push_back(static_cast<char>(byte));
  }
  return nullptr;
}

const char* put_text(std::string_view cell, std::string& out) {
  return sized(out, [&] { return append_text<Escape::kNone>(cell, out); });
}

// jsonb's receive function takes text behind a version.
const char* put_jsonb(std::string_view cell, std::string& out) {
  return sized(out, [&] {
    out.push_back('\1');
    return append_text<Escape::kNone>(cell, out);
  });
}

const char* put_bytes(std::string_view cell, std::string& out) {
  return sized(out, [&]() -> const char* {
    out.append(cell);
    return nullptr;
  });
}

const char* put_uuid(std::string_view cell, std::string& out) {
  if (cell.size() != 16) return "a uuid has 16 bytes";
  return put_bytes(cell, out);
}

const char* put_date(std::string_view cell, std::string& out) {
  if (const char* problem = date_problem(cell)) return problem;
  append_big_endian(out, uint32_t{4},
                    static_cast<uint32_t>(days_since_2000(cell)));
  return nullptr;
}

// A date, or a date and a time; of a timestamp the time is UTC already.
const char* put_moment(std::string_view cell, std::string& out) {
  if (const char* problem = date_problem(cell)) return problem;
  int64_t micros = days_since_2000(cell) * kDayMicroseconds;
  if (cell.size() > 10) {
    const auto time = time_microseconds(cell.substr(11));
    if (!time || *time < 0) return "it is no time of day";
    micros += *time;
  }
  append_big_endian(out, uint32_t{8}, static_cast<uint64_t>(micros));
  return nullptr;
}

const char* put_time_of_day(std::string_view cell, std::string& out) {
  const auto time = time_microseconds(cell);
  if (!time || *time < 0 || *time >= kDayMicroseconds) {
    return "it is no time of day; type interval holds it";
  }
  append_int32(8, out);
  append_int64(*time, out);
  return nullptr;
}

// Hours stay hours: no days, no months.
const char* put_interval(std::string_view cell, std::string& out) {
  const auto time = time_microseconds(cell);
  if (!time) return "it is no span of time";
  append_int32(16, out);
  append_int64(*time, out);
  append_int32(0, out);
  append_int32(0, out);
  return nullptr;
}

CellForm number_form(TypeKind kind, const NativeType& native) {
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

CellForm temporal_form(TypeKind kind, const NativeType& native) {
  if (native.is("date")) return put_date;
  if (native.is("interval")) return put_interval;
  if (native.is("time without time zone")) return put_time_of_day;
  const bool moment = native.is("timestamp without time zone") ||
                      native.is("timestamp with time zone");
  return moment && kind != TypeKind::kTime ? put_moment : nullptr;
}

}  // namespace

CellForm binary_form(const WriteColumn& column) {
  const NativeType native = parse_native(column.native);
  const TypeKind kind = column.type.kind;
  if (!conversion_problem(column.type, native).empty()) return nullptr;
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
