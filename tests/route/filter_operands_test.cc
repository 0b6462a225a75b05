// SPDX-License-Identifier: Apache-2.0
#include "route/filter_operands.h"

#include <catch2/catch.hpp>

#include "support/sample_schema.h"

namespace millrace {
namespace {

std::string settled(const Column& column, const std::string& literal) {
  Table table;
  table.columns = {column};
  std::vector<FilterAtom> atoms(2);
  atoms[0].operand.column = 0;
  atoms[1].operand.text = literal;
  atoms[1].is_string = true;
  const auto order = settle_order(&atoms, table);
  return order.ok() ? atoms[1].operand.text : "refused";
}

}  // namespace

TEST_CASE("filter operands: a literal takes the form of its column") {
  const Column ms = test::datetime_column("d", 3);
  CHECK(settled(ms, "2024-01-31") == "2024-01-31 00:00:00.000");
  CHECK(settled(ms, "2024-01-31 01:02:03.5") == "2024-01-31 01:02:03.500");
  const Column whole = test::datetime_column("d");
  CHECK(settled(whole, "2024-01-31 01:02:03.000") == "2024-01-31 01:02:03");
  CHECK(settled(whole, "2024-01-31 01:02:03.5") == "2024-01-31 01:02:03.5");
  CHECK(settled(whole, "31.1.2024") == "refused");
  const Column date = test::column("d", TypeKind::kDate, "date");
  CHECK(settled(date, "2024-01-31") == "2024-01-31");
  CHECK(settled(date, "2024-01-31 00:00:00") == "refused");
  const Column time = test::column("t", TypeKind::kTime, "time");
  CHECK(settled(time, "-838:59:59") == "-838:59:59");
  CHECK(settled(time, "12") == "refused");
}

}  // namespace millrace
