// SPDX-License-Identifier: Apache-2.0
#include "diff/fields.h"

#include <catch2/catch.hpp>

#include "support/sample_schema.h"

namespace millrace {

TEST_CASE("fields: each field that differs is named with both values") {
  const Table before = test::orders_table();
  CHECK(field_differences(before, before).empty());
  Table now = before;
  now.rows_estimate = 9;
  CHECK(field_differences(before, now).empty());
  now.columns[1].native = "varchar(300)";
  now.columns[2].nullable = false;
  now.comment = "new";
  CHECK(fields_text(field_differences(before, now)) ==
        "comment: none -> new; type of column note: varchar(200) -> "
        "varchar(300); null of column paid_at: yes -> no");
}

TEST_CASE("fields: parts that came and went, places that only shifted") {
  const Table before = test::orders_table();
  Table now = before;
  now.columns.erase(now.columns.begin() + 1);
  now.indexes = {test::index_on("i", {"status"})};
  now.primary_key.reset();
  CHECK(fields_text(field_differences(before, now)) ==
        "column note is gone; primary key is gone; index i is new");
  Table swapped = before;
  std::swap(swapped.columns[1], swapped.columns[2]);
  CHECK(field_differences(before, swapped).size() == 2);
}

TEST_CASE("fields: a long list is cut, and says so") {
  const Table before = test::orders_table();
  Table now = before;
  now.columns.clear();
  const std::string text = fields_text(field_differences(before, now));
  CHECK(text.ends_with("; and 1 more"));
}

}  // namespace millrace
