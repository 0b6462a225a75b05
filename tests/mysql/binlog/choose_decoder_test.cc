// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/choose_decoder.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/json_binary.h"
#include "mysql/binlog/number_values.h"
#include "mysql/binlog/string_values.h"
#include "mysql/binlog/temporal_values.h"

namespace millrace::mysql {
namespace {

Type type(TypeKind kind, uint64_t length = 0, int bits = 0) {
  Type t;
  t.kind = kind;
  t.length = length;
  t.bits = bits;
  return t;
}

std::string choose(const ColumnMeta& meta, const Type& t,
                   DecodeValue expected) {
  ColumnDecoder decoder;
  const std::string problem = choose_decoder(meta, t, &decoder);
  CHECK(decoder.decode == expected);
  CHECK((expected == nullptr) == !problem.empty());
  return problem;
}

TEST_CASE("choose decoder: the sign is the catalog's") {
  Type t = type(TypeKind::kInteger, 0, 32);
  CHECK(choose({ColumnType::kLong, 0, 0}, t, integer_decoder(4, false)) == "");
  t.is_unsigned = true;
  CHECK(choose({ColumnType::kLong, 0, 0}, t, integer_decoder(4, true)) == "");
}

TEST_CASE("choose decoder: another size or kind is no match") {
  const Type int32 = type(TypeKind::kInteger, 0, 32);
  CHECK_THAT(choose({ColumnType::kLonglong, 0, 0}, int32, nullptr),
             Catch::Contains("bigint") && Catch::Contains("integer"));
  CHECK_FALSE(choose({ColumnType::kFloat, 4, 0}, int32, nullptr).empty());
  Type decimal = type(TypeKind::kDecimal);
  decimal.precision = 10;
  decimal.scale = 2;
  CHECK(choose({ColumnType::kNewDecimal, 10, 2}, decimal, decode_decimal) ==
        "");
  CHECK_THAT(choose({ColumnType::kNewDecimal, 10, 3}, decimal, nullptr),
             Catch::Contains("decimal(10,3)"));
  CHECK(choose({ColumnType::kBit, 9, 0}, type(TypeKind::kBit, 9), decode_bit) ==
        "");
  CHECK_FALSE(choose({ColumnType::kBit, 8, 0}, type(TypeKind::kBit, 9), nullptr)
                  .empty());
  CHECK_FALSE(
      choose({ColumnType::kString, 5, 0}, type(TypeKind::kBinary, 4), nullptr)
          .empty());
}

TEST_CASE("choose decoder: temporals go by their precision and their form") {
  Type time = type(TypeKind::kTime);
  time.fsp = 3;
  CHECK(choose({ColumnType::kTime2, 3, 0}, time, decode_time2) == "");
  CHECK_FALSE(choose({ColumnType::kTime2, 4, 0}, time, nullptr).empty());
  CHECK_FALSE(choose({ColumnType::kTime, 0, 0}, time, nullptr).empty());
  time.fsp = 0;
  CHECK(choose({ColumnType::kTime, 0, 0}, time, decode_old_time) == "");
}

TEST_CASE("choose decoder: kinds that share a form in the log") {
  CHECK(choose({ColumnType::kString, 20, 0}, type(TypeKind::kChar, 5),
               decode_char) == "");
  CHECK(choose({ColumnType::kString, 16, 0}, type(TypeKind::kUuid),
               decode_uuid) == "");
  CHECK(choose({ColumnType::kBlob, 2, 0}, type(TypeKind::kText), decode_text) ==
        "");
  CHECK(choose({ColumnType::kBlob, 2, 0}, type(TypeKind::kBlob), decode_blob) ==
        "");
  CHECK(choose({ColumnType::kVarchar, 8, 0}, type(TypeKind::kVector, 2),
               decode_varbinary) == "");
  CHECK(choose({ColumnType::kJson, 4, 0}, type(TypeKind::kJson), decode_json) ==
        "");
}

TEST_CASE("choose decoder: sizes that no server writes are refused") {
  CHECK_FALSE(choose({ColumnType::kBlob, 9, 0}, type(TypeKind::kText), nullptr)
                  .empty());
  CHECK_FALSE(choose({ColumnType::kEnum, 0, 0}, type(TypeKind::kEnum), nullptr)
                  .empty());
  CHECK_FALSE(choose({ColumnType::kLong, 0, 0}, type(TypeKind::kOther), nullptr)
                  .empty());
}

}  // namespace
}  // namespace millrace::mysql
