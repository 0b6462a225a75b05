// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

// shop.orders counts up to `next` in a column of so many bits; the target's
// column has the type `there`.
test::Sample counting(uint64_t next, int bits, bool is_unsigned,
                      const std::string& there) {
  Table table = test::orders_table();
  table.columns[0].type.bits = bits;
  table.columns[0].type.is_unsigned = is_unsigned;
  test::Sample sample(R"json("mappings": [{"match": "*.*", "columns": {
      "id": {"type": ")json" +
                          there + R"json("}}}])json",
                      {table});
  TableFigures figures;
  figures.table = {"shop", "orders"};
  figures.next_number = next;
  sample.source().figures = {figures};
  return sample;
}

TEST_CASE("number room: a counter near the end of its own type") {
  test::Sample sample = counting(1'800'000'000, 32, false, "bigint");
  const Finding found = sample.only(check_number_room);
  CHECK(found.code == "P332");
  CHECK(found.severity == Severity::kWarning);
  CHECK(found.object == "eu.shop.orders.id");
  CHECK(found.message.find("83 %") != std::string::npos);
  CHECK(found.evidence == "greatest number 2147483647");
  CHECK(counting(1'600'000'000, 32, false, "bigint")
            .codes_of(check_number_room) == "");
  CHECK(
      counting(1'800'000'000, 32, true, "bigint").codes_of(check_number_room) ==
      "");
  // At the end: MySQL says the greatest number again.
  CHECK(counting(128, 8, false, "bigint")
            .only(check_number_room)
            .message.find("the next INSERT fails") != std::string::npos);
  CHECK(counting(UINT64_MAX, 64, true, "numeric(20,0)")
            .codes_of(check_number_room) == "P332");
}

TEST_CASE("number room: a target whose type is narrower") {
  CHECK(counting(1'800'000'000, 64, false, "integer")
            .only(check_number_room)
            .severity == Severity::kWarning);
  const Finding past =
      counting(2'147'483'649, 64, false, "integer").only(check_number_room);
  CHECK(past.code == "P333");
  CHECK(past.severity == Severity::kError);
  CHECK(past.object == "target.shop.orders.id");
  CHECK(counting(2'147'483'648, 64, false, "integer")
            .only(check_number_room)
            .severity == Severity::kWarning);
  CHECK(counting(40'000, 32, true, "smallint").codes_of(check_number_room) ==
        "P333");
  CHECK(
      counting(40'000, 32, true, "numeric(20,0)").codes_of(check_number_room) ==
      "");
}

TEST_CASE("number room: a counter that the server did not show") {
  CHECK(counting(0, 8, false, "smallint").codes_of(check_number_room) == "");
  test::Sample sample = counting(128, 8, false, "bigint");
  sample.source().figures.clear();
  CHECK(sample.codes_of(check_number_room) == "");
}

}  // namespace
}  // namespace millrace
