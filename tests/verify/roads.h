// SPDX-License-Identifier: Apache-2.0
//
// A Route for the tests of verify: id, day and note of a source table, plus
// an added column, in another order in the target.
#pragma once

#include "route/route.h"

namespace millrace::test {

inline Column column_of(const char* name, TypeKind kind) {
  Column column;
  column.name = name;
  column.type.kind = kind;
  column.native = "native " + std::string(name);
  return column;
}

// Target: shard (added), note, id, day; key shard, id.
inline Route sample_road(const std::string& database,
                         const std::string& shard) {
  Route route;
  route.id = {"eu", {database, "orders"}, {"sales", "orders"}};
  route.source_table.name = {database, "orders"};
  route.source_table.columns = {
      column_of("id", TypeKind::kInteger), column_of("secret", TypeKind::kText),
      column_of("day", TypeKind::kDate), column_of("note", TypeKind::kText)};
  RouteColumn added;
  added.name = "shard";
  added.constant = shard;
  added.type.kind = TypeKind::kText;
  const auto from = [&](const char* name, size_t source) {
    RouteColumn column;
    column.name = name;
    column.source = source;
    column.type = route.source_table.columns[source].type;
    column.native = "target type";
    return column;
  };
  route.columns = {added, from("remark", 3), from("id", 0), from("day", 2)};
  route.target_key = {0, 2};
  return route;
}

}  // namespace millrace::test
