// SPDX-License-Identifier: Apache-2.0
//
// type_samples: source types of every kind, with defaults that a source
// column may have.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/type.h"

namespace millrace::test {

inline Type type_of(TypeKind kind, uint64_t length = 0, int fsp = 0) {
  Type type;
  type.kind = kind;
  type.length = length;
  type.fsp = fsp;
  return type;
}

inline Type integer_of(int bits, bool is_unsigned) {
  Type type = type_of(TypeKind::kInteger);
  type.bits = bits;
  type.is_unsigned = is_unsigned;
  return type;
}

inline Type decimal_of(int precision, int scale) {
  Type type = type_of(TypeKind::kDecimal);
  type.precision = precision;
  type.scale = scale;
  return type;
}

struct Sample {
  Type type;
  std::vector<std::string> literals;     // values, unquoted
  std::vector<std::string> expressions;  // SQL of the source
};

inline std::vector<Sample> numbers() {
  std::vector<Sample> all;
  for (int bits : {8, 16, 24, 32, 64}) {
    all.push_back({integer_of(bits, false), {"0", "1", "-5", "007"}, {}});
    all.push_back({integer_of(bits, true), {"0", "255"}, {}});
  }
  all.push_back({integer_of(32, true), {"3000000000", "2147483648"}, {}});
  all.push_back({integer_of(64, false),
                 {"9223372036854775807", "-9223372036854775808"},
                 {}});
  all.push_back({integer_of(64, true), {"18446744073709551615", "7"}, {}});
  all.push_back({decimal_of(10, 2), {"1.50", "-1.50", "0.00", "3"}, {}});
  all.push_back({decimal_of(65, 30),
                 {"12345678901234567890123456789012345.123456789012345678",
                  "-0.000000000000000000000000000001"},
                 {}});
  all.push_back({decimal_of(20, 0), {"99999999999999999999", "-1"}, {}});
  for (TypeKind kind : {TypeKind::kFloat, TypeKind::kDouble}) {
    all.push_back({type_of(kind),
                   {"0", "1.5", "-1.50", "1e20", "0.1", "1e-7", "123456",
                    "1234567", "-0.00001", "16777217"},
                   {}});
  }
  all.push_back({type_of(TypeKind::kBoolean), {"0", "1"}, {}});
  all.push_back({type_of(TypeKind::kYear), {"2026", "0000", "1999"}, {}});
  all.push_back({type_of(TypeKind::kBit, 1), {"b'1'", "0"}, {}});
  all.push_back({type_of(TypeKind::kBit, 9), {"b'101'", "111111111"}, {}});
  return all;
}

inline std::vector<Sample> texts() {
  std::vector<Sample> all;
  std::vector<std::string> words = {"",      "x",   "it's", "a\\b", "\"q\"",
                                    "\n\t ", "€ 😀", "b'1'", "NULL"};
  for (TypeKind kind : {TypeKind::kChar, TypeKind::kVarchar}) {
    all.push_back({type_of(kind, 20), words, {}});
  }
  all.push_back({type_of(TypeKind::kVarchar, 0), {""}, {}});
  all.push_back({type_of(TypeKind::kVarchar, 20000000), {"x"}, {}});
  for (TypeKind kind : {TypeKind::kText, TypeKind::kEnum, TypeKind::kSet}) {
    all.push_back({type_of(kind), words, {}});
  }
  all.push_back({type_of(TypeKind::kBinary, 4),
                 {std::string("\0\xff", 2), "abcd", "x'00ff'"},
                 {}});
  all.push_back({type_of(TypeKind::kVarbinary, 10), {"", "\\x"}, {}});
  all.push_back({type_of(TypeKind::kBlob), {"'\\"}, {}});
  all.push_back({type_of(TypeKind::kGeometry), {}, {}});
  all.push_back({type_of(TypeKind::kVector, 3), {}, {}});
  all.push_back({type_of(TypeKind::kJson), {}, {}});
  Type json = type_of(TypeKind::kText);  // as MariaDB has it
  json.json_text = true;
  all.push_back({json, {"{\"a\":  [1, \"it's\"]}", "[]"}, {}});
  all.push_back({type_of(TypeKind::kUuid),
                 {"123E4567-e89b-12d3-a456-426614174000"},
                 {"uuid()"}});
  all.push_back({type_of(TypeKind::kInet4), {"10.0.0.1"}, {}});
  all.push_back({type_of(TypeKind::kInet6), {"2001:db8::1", "::"}, {}});
  return all;
}

inline std::vector<Sample> moments() {
  std::vector<Sample> all;
  all.push_back({type_of(TypeKind::kDate),
                 {"2026-02-28", "0001-01-01", "9999-12-31"},
                 {"curdate()"}});
  for (int fsp : {0, 3, 6}) {
    std::string f = fsp == 0 ? "" : fsp == 3 ? ".500" : ".000100";
    all.push_back(
        {type_of(TypeKind::kTime, 0, fsp),
         {"00:00:00" + f, "-12:34:56" + f, "838:59:59" + f, "-00:00:01" + f},
         {}});
    for (TypeKind kind : {TypeKind::kDatetime, TypeKind::kTimestamp}) {
      all.push_back({type_of(kind, 0, fsp),
                     {"2026-01-02 03:04:05" + f},
                     {"CURRENT_TIMESTAMP", "current_timestamp(3)", "now()"}});
    }
  }
  return all;
}

inline std::vector<Sample> all_samples() {
  std::vector<Sample> all = numbers();
  for (auto* more : {&texts, &moments}) {
    for (Sample& sample : (*more)()) all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace millrace::test
