// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/json_text.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "mysql/binlog/byte_reader.h"
#include "mysql/binlog/column_type.h"
#include "mysql/binlog/number_values.h"
#include "mysql/values.h"

namespace millrace::mysql {
namespace {

constexpr char kHex[] = "0123456789abcdef";

void append_escaped(char c, std::string& out) {
  switch (c) {
    case '"':
    case '\\':
      append_to(out, '\\', c);
      return;
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      append_to(out, "\\u00", kHex[c >> 4], kHex[c & 0xf]);
  }
}

bool needs_escape(char c) {
  return static_cast<uint8_t>(c) < 0x20 || c == '"' || c == '\\';
}

// "d.ddde±x" taken apart: the digits, and where the point stands among
// them (0 = in front of the first).
struct Digits {
  std::string digits;
  int point = 0;
};

Digits shortest_digits(double value) {
  char text[40];
  const char* end = std::to_chars(text, text + sizeof text, value,
                                  std::chars_format::scientific)
                        .ptr;
  Digits out;
  const char* p = text;
  for (; p < end && *p != 'e'; ++p) {
    if (*p != '.') out.digits += *p;
  }
  out.point = std::atoi(std::string(p + 1, end).c_str()) + 1;
  return out;
}

void append_fixed(const Digits& d, std::string& out) {
  const int count = static_cast<int>(d.digits.size());
  if (d.point <= 0) {
    append_to(out, "0.", std::string(static_cast<size_t>(-d.point), '0'),
              d.digits);
  } else if (d.point >= count) {
    append_to(out, d.digits,
              std::string(static_cast<size_t>(d.point - count), '0'), ".0");
  } else {
    const size_t at = static_cast<size_t>(d.point);
    append_to(out, d.digits.substr(0, at), '.', d.digits.substr(at));
  }
}

void append_exponent(const Digits& d, std::string& out) {
  out += d.digits[0];
  if (d.digits.size() > 1) append_to(out, '.', d.digits.substr(1));
  append_to(out, 'e', d.point - 1);
}

// In lines of 76, as the server's encoder makes them; the line breaks are
// then escaped like any in a string.
std::string base64(std::string_view bytes) {
  constexpr size_t kLineBytes = 57;
  constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    if (i > 0 && i % kLineBytes == 0) out += "\\n";
    const std::string_view three = bytes.substr(i, 3);
    uint32_t v = 0;
    for (size_t j = 0; j < 3; ++j) {
      v = v << 8 | (j < three.size() ? static_cast<uint8_t>(three[j]) : 0);
    }
    for (size_t j = 0; j < 4; ++j) {
      out += j <= three.size() ? kAlphabet[v >> (18 - 6 * j) & 63] : '=';
    }
  }
  return out;
}

// Date and time in one number: year * 13 + month, day, hour, minute,
// second in bits, then 24 bits of microseconds.
void append_temporal(ColumnType type, int64_t packed, std::string& out) {
  // The smallest number has no positive counterpart among int64_t.
  const uint64_t bits = static_cast<uint64_t>(packed);
  const uint64_t v = packed < 0 ? uint64_t{0} - bits : bits;
  const uint64_t whole = v >> 24;
  TimeParts time;
  time.negative = packed < 0;
  time.micros = static_cast<unsigned>(v & 0xffffff);
  time.second = whole & 63;
  time.minute = whole >> 6 & 63;
  time.hour = whole >> 12 & (type == ColumnType::kTime ? 1023 : 31);
  const unsigned months = static_cast<unsigned>(whole >> 22);
  const DateParts date{months / 13, months % 13,
                       static_cast<unsigned>(whole >> 17 & 31)};
  char text[kValueRoom];
  const char* end = type == ColumnType::kTime ? write_time(text, time, 6)
                    : type == ColumnType::kDate
                        ? write_date(text, date)
                        : write_datetime(text, date, time, 6);
  append_to(out, '"', std::string_view(text, static_cast<size_t>(end - text)),
            '"');
}

}  // namespace

void append_json_string(std::string_view utf8, std::string& out) {
  out += '"';
  for (char c : utf8) {
    if (needs_escape(c)) {
      append_escaped(c, out);
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_json_double(double value, std::string& out) {
  if (std::signbit(value)) out += '-';
  if (value == 0) {
    out += "0.0";
    return;
  }
  const Digits d = shortest_digits(std::fabs(value));
  // Up to 15 zeros before the digits or after them; digits behind the
  // point keep it where it is.
  constexpr int kMostFixed = 15;
  const bool ends_behind = static_cast<int>(d.digits.size()) > d.point;
  if (d.point < -kMostFixed + 1 || (d.point > kMostFixed && !ends_behind)) {
    append_exponent(d, out);
  } else {
    append_fixed(d, out);
  }
}

const char* append_json_opaque(uint8_t code, std::string_view bytes,
                               std::string& out) {
  const ColumnType type = static_cast<ColumnType>(code);
  ByteReader in(bytes);
  switch (type) {
    case ColumnType::kDate:
    case ColumnType::kTime:
    case ColumnType::kDatetime:
    case ColumnType::kTimestamp:
      append_temporal(type, static_cast<int64_t>(in.u64()), out);
      return in.ok() ? nullptr : "holds a malformed date or time";
    case ColumnType::kNewDecimal: {
      const int precision = in.u8();
      const int scale = in.u8();
      char text[80];
      const char* end = write_decimal(text, in.rest(), precision, scale);
      if (!end || !in.ok()) return "holds a malformed decimal";
      out.append(text, static_cast<size_t>(end - text));
      return nullptr;
    }
    default:
      append_to(out, "\"base64:type", unsigned{code}, ':', base64(bytes), '"');
      return nullptr;
  }
}

}  // namespace millrace::mysql
