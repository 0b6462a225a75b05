// SPDX-License-Identifier: Apache-2.0
#include "proposal/change_details.h"

#include <catch2/catch.hpp>

#include "support/sample_schema.h"

namespace millrace {

TEST_CASE("change details: a table line by line") {
  SchemaChange change;
  change.table = test::orders_table();
  change.table.columns.resize(2);
  change.table.columns[1].default_value = "'x'";
  CHECK(change_details(change) ==
        std::vector<std::string>{"+ id bigint not null",
                                 "+ note varchar(200) default 'x'",
                                 "+ primary key (id)"});
}

TEST_CASE("change details: what was and what will be") {
  SchemaChange change;
  change.kind = SchemaChangeKind::kAlterColumnType;
  change.old_column = test::integer_column("n", 32);
  change.column = test::integer_column("n", 64);
  CHECK(change_details(change)[0] == "~ n int -> bigint");
  change.kind = SchemaChangeKind::kAlterColumnNull;
  CHECK(change_details(change)[0] == "~ n null -> not null");
  change.kind = SchemaChangeKind::kAlterColumnDefault;
  change.old_column.default_value = "1";
  CHECK(change_details(change)[0] == "~ n default 1 -> none");
}

}  // namespace millrace
