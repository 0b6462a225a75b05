// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/number_values.h"

#include <bit>
#include <charconv>
#include <cstring>

#include "mysql/values.h"

namespace millrace::mysql {
namespace {

constexpr int kMostDigits = 65;
constexpr size_t kDecimalRoom = 80;

// Bytes of a group of 0 to 9 decimal digits.
constexpr uint8_t kGroupBytes[] = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
constexpr int kGroupDigits = 9;

template <unsigned kBytes, bool kUnsigned>
const char* decode_integer(const ColumnDecoder&, ByteReader& in, Arena& arena,
                           Cell* cell) {
  const uint64_t raw = in.le(kBytes);
  char* text = arena.allocate(20);
  char* end;
  if constexpr (kUnsigned) {
    end = std::to_chars(text, text + 20, raw).ptr;
  } else {
    constexpr unsigned kShift = 64 - 8 * kBytes;
    const int64_t value = static_cast<int64_t>(raw << kShift) >> kShift;
    end = std::to_chars(text, text + 20, value).ptr;
  }
  *cell = {text, static_cast<uint32_t>(end - text)};
  return nullptr;
}

// One group of digits, zeros in front up to `digits`.
char* write_group(char* out, ByteReader& in, int digits, uint32_t flip) {
  const unsigned bytes = kGroupBytes[digits];
  const uint32_t mask = bytes == 4 ? ~0u : (1u << (8 * bytes)) - 1;
  uint32_t value = static_cast<uint32_t>(in.be(bytes)) ^ (flip & mask);
  for (int i = digits; i-- > 0; value /= 10) {
    out[i] = static_cast<char>('0' + value % 10);
  }
  return value == 0 ? out + digits : nullptr;
}

// All digits without point and sign, whole part first.
char* write_digits(char* out, ByteReader& in, int whole, int scale,
                   uint32_t flip) {
  if (whole % kGroupDigits) {
    out = write_group(out, in, whole % kGroupDigits, flip);
  }
  for (int i = 0; out && i < whole / kGroupDigits; ++i) {
    out = write_group(out, in, kGroupDigits, flip);
  }
  for (int i = 0; out && i < scale / kGroupDigits; ++i) {
    out = write_group(out, in, kGroupDigits, flip);
  }
  if (out && scale % kGroupDigits) {
    out = write_group(out, in, scale % kGroupDigits, flip);
  }
  return out;
}

bool all_zero(const char* digits, int count) {
  for (int i = 0; i < count; ++i) {
    if (digits[i] != '0') return false;
  }
  return true;
}

}  // namespace

DecodeValue integer_decoder(unsigned bytes, bool is_unsigned) {
  switch (bytes) {
    case 1:
      return is_unsigned ? decode_integer<1, true> : decode_integer<1, false>;
    case 2:
      return is_unsigned ? decode_integer<2, true> : decode_integer<2, false>;
    case 3:
      return is_unsigned ? decode_integer<3, true> : decode_integer<3, false>;
    case 4:
      return is_unsigned ? decode_integer<4, true> : decode_integer<4, false>;
    default:
      return is_unsigned ? decode_integer<8, true> : decode_integer<8, false>;
  }
}

const char* decode_float(const ColumnDecoder&, ByteReader& in, Arena& arena,
                         Cell* cell) {
  char text[kValueRoom];
  const char* end = write_float(text, std::bit_cast<float>(in.u32()));
  return copy_cell({text, static_cast<size_t>(end - text)}, arena, cell);
}

const char* decode_double(const ColumnDecoder&, ByteReader& in, Arena& arena,
                          Cell* cell) {
  char text[kValueRoom];
  const char* end = write_double(text, std::bit_cast<double>(in.u64()));
  return copy_cell({text, static_cast<size_t>(end - text)}, arena, cell);
}

size_t decimal_size(int precision, int scale) {
  const int whole = precision - scale;
  return 4u * (whole / kGroupDigits) + kGroupBytes[whole % kGroupDigits] +
         4u * (scale / kGroupDigits) + kGroupBytes[scale % kGroupDigits];
}

// The first bit is set for what is not negative; a negative number has all
// its bits flipped, so that packed decimals sort as bytes.
char* write_decimal(char* out, std::string_view packed, int precision,
                    int scale) {
  char bytes[kDecimalRoom];
  if (precision > kMostDigits || scale > precision || packed.empty() ||
      packed.size() > sizeof bytes) {
    return nullptr;
  }
  std::memcpy(bytes, packed.data(), packed.size());
  const bool negative = !(static_cast<uint8_t>(bytes[0]) & 0x80);
  bytes[0] = static_cast<char>(bytes[0] ^ 0x80);
  char digits[kDecimalRoom];
  ByteReader in({bytes, packed.size()});
  const int whole = precision - scale;
  const uint32_t flip = negative ? ~0u : 0;
  if (!write_digits(digits, in, whole, scale, flip)) return nullptr;
  if (!in.ok()) return nullptr;
  if (negative && !all_zero(digits, precision)) *out++ = '-';
  int at = 0;
  while (at < whole && digits[at] == '0') ++at;
  if (at == whole) *out++ = '0';
  std::memcpy(out, digits + at, static_cast<size_t>(whole - at));
  out += whole - at;
  if (scale == 0) return out;
  *out++ = '.';
  std::memcpy(out, digits + whole, static_cast<size_t>(scale));
  return out + scale;
}

const char* decode_decimal(const ColumnDecoder& column, ByteReader& in,
                           Arena& arena, Cell* cell) {
  char text[kDecimalRoom];
  const char* end =
      write_decimal(text, in.take(decimal_size(column.precision, column.scale)),
                    column.precision, column.scale);
  if (!end) return "is no decimal";
  return copy_cell({text, static_cast<size_t>(end - text)}, arena, cell);
}

const char* decode_bit(const ColumnDecoder& column, ByteReader& in,
                       Arena& arena, Cell* cell) {
  const std::string_view bytes = in.take((column.length + 7) / 8);
  char* text = arena.allocate(column.length);
  write_bits(text, bytes, column.length);
  *cell = {text, column.length};
  return nullptr;
}

const char* decode_year(const ColumnDecoder&, ByteReader& in, Arena& arena,
                        Cell* cell) {
  const unsigned stored = in.u8();
  char text[kValueRoom];
  const char* end = write_year(text, stored == 0 ? 0 : 1900 + stored);
  return copy_cell({text, static_cast<size_t>(end - text)}, arena, cell);
}

}  // namespace millrace::mysql
