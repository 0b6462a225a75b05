// SPDX-License-Identifier: Apache-2.0
//
// Route: one resolved road from one source table to one target table,
// column by column. Many-to-one is several Routes with the same `to`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/ledger.h"
#include "engine/write_shape.h"
#include "model/catalog.h"
#include "plan/plan.h"

namespace millrace {

struct RouteColumn {
  std::string name;              // in the target
  std::optional<size_t> source;  // position in source_table.columns
  std::string constant;          // added column: its value
  Type type;                     // neutral type of the cells written
  std::string native;            // type in the target
  bool computed = false;         // by the target itself, not written
};

struct Route {
  RoadId id;
  Table source_table;
  std::vector<size_t> source_key;    // positions in source_table.columns
  std::vector<RouteColumn> columns;  // in target order
  std::vector<size_t> target_key;    // positions in `columns`
  ValuePolicies values;
  SyncOptions sync;
  std::string where;                 // as written, "" = every row
  const Mapping* mapping = nullptr;  // in the Plan, may be null
  // Further unique indexes of the target table, as positions in `columns`.
  std::vector<std::vector<size_t>> unique_keys;
  // Whether it has any besides the key, also such as cannot be told by columns
  // that are written: on an expression, on some rows.
  bool other_unique = false;
  bool unwritten_columns = false;    // the target table has columns besides
  bool holds_source_values = false;  // the target does: no policy applies

  // Names that the target table had before, by the mapping's "moved",
  // latest first.
  std::vector<QualifiedName> earlier;

  WriteShape shape() const;  // unique keys as desired
  // All that shapes rows and their way, field by field: for the ledger, to
  // tell later what was edited. road_edit.h reads it.
  std::string shape_json() const;
  std::string digest() const;  // of all that shapes rows
};

}  // namespace millrace
