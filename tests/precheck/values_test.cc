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

TEST_CASE("values: NULL is not offered for a date in the key") {
  test::Sample sample;
  ScanAnswer answer;
  answer.table = {"shop", "orders"};
  answer.column = "paid_at";
  answer.kind = ScanKind::kZeroDate;
  sample.source().scans = {answer};
  const auto offers_null = [&] {
    return sample.only(check_values).remedy.find("\"null\"") !=
           std::string::npos;
  };
  CHECK(offers_null());
  Route& route = sample.input.resolution.routes[0];
  for (size_t i = 0; i < route.columns.size(); ++i) {
    if (route.columns[i].name == "paid_at") route.target_key.push_back(i);
  }
  CHECK_FALSE(offers_null());
}

TEST_CASE("values: a policy turns the error into a warning") {
  CHECK(found(ScanKind::kZeroDate, R"("values": {"zero_date": "null"})")
            .severity == Severity::kWarning);
  CHECK(found(ScanKind::kNulByte, R"("values": {"nul_byte": "strip"})")
            .severity == Severity::kWarning);
  CHECK(found(ScanKind::kNulByte, R"("values": {"zero_date": "null"})")
            .severity == Severity::kError);
}

TEST_CASE("values: what does not fit, is no text or is too large") {
  CHECK(found(ScanKind::kInvalidText, "").code == "P182");
  CHECK(
      found(ScanKind::kInvalidText, R"("values": {"invalid_text": "replace"})")
          .severity == Severity::kWarning);
  CHECK(found(ScanKind::kOutOfRange, "").code == "P183");
  CHECK(found(ScanKind::kTooLong, "").code == "P183");
  CHECK(found(ScanKind::kTrailingBlank, "").code == "P184");
}

TEST_CASE("values: large is a matter of memory, too large of the target") {
  test::Sample sample;
  ScanAnswer answer;
  answer.table = {"shop", "orders"};
  answer.column = "note";
  answer.kind = ScanKind::kTooLarge;
  answer.count = 1;
  answer.check.limit = 128'000'000;
  sample.source().scans = {answer};
  const Finding large = sample.only(check_values);
  CHECK(large.code == "P185");
  CHECK(large.severity == Severity::kWarning);
  CHECK(large.message == "column note holds values of more than 128 MB");
  CHECK(large.remedy.find("memory_mb") != std::string::npos);
  sample.source().scans[0].check.limit = 500'000'000;
  CHECK(sample.only(check_values).severity == Severity::kError);
}

TEST_CASE("values: a table that could not be looked at is said") {
  test::Sample sample;
  ScanAnswer answer;
  answer.table = {"shop", "orders"};
  answer.problem = "took too long";
  sample.source().scans = {answer};
  const Finding finding = sample.only(check_values);
  CHECK(finding.code == "P150");
  CHECK(finding.severity == Severity::kInfo);
  CHECK(finding.message.find("took too long") != std::string::npos);
}

}  // namespace millrace
