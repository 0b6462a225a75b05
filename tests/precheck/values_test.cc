// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

Finding found(ScanKind kind, const std::string& plan_members) {
  test::Sample sample(plan_members);
  ScanAnswer answer;
  answer.table = {"shop", "orders"};
  answer.column = "paid_at";
  answer.kind = kind;
  answer.count = 3;
  answer.rows_seen = 10;
  answer.sample_key = "id=77";
  sample.source().scans = {answer};
  return sample.only(check_values);
}

}  // namespace

TEST_CASE("values: an undecided value blocks, with count, key and remedy") {
  const Finding zero = found(ScanKind::kZeroDate, "");
  CHECK(zero.code == "P151");
  CHECK(zero.severity == Severity::kError);
  CHECK(zero.object == "eu.shop.orders.paid_at");
  CHECK(zero.evidence == "3 of 10 rows looked at, for one id=77");
  CHECK(zero.remedy.find("zero_date") != std::string::npos);
  CHECK(found(ScanKind::kTimeOfDay, "").code == "P153");
  CHECK(found(ScanKind::kNotBoolean, "").code == "P154");
  CHECK(found(ScanKind::kInvalidJson, "").code == "P155");
}

TEST_CASE("values: a policy turns the error into a warning") {
  CHECK(found(ScanKind::kZeroDate, R"("values": {"zero_date": "null"})")
            .severity == Severity::kWarning);
  CHECK(found(ScanKind::kNulByte, R"("values": {"nul_byte": "strip"})")
            .severity == Severity::kWarning);
  CHECK(found(ScanKind::kNulByte, R"("values": {"zero_date": "null"})")
            .severity == Severity::kError);
}

}  // namespace millrace
