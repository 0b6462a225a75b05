// SPDX-License-Identifier: Apache-2.0
//
// Figures of keys as JSON and back, for saved catalogs: the one list of
// these structs' fields (base/json_fields.h). Thread: values.
#pragma once

#include "base/json_fields.h"
#include "engine/key_figures.h"

namespace millrace {

template <typename Io>
void fields(Io& io, IndexFigures& one) {
  auto& [index, columns, distinct] = one;
  io("index", index)("columns", columns)("distinct", distinct);
}

template <typename Io>
void fields(Io& io, TableFigures& one) {
  auto& [table, indexes, unknown, updated, updates_unknown, next_number] = one;
  io("schema", table.schema)("table", table.table)("indexes", indexes);
  io("unknown", unknown)("updated", updated);
  io("updates_unknown", updates_unknown)("next_number", next_number);
}

}  // namespace millrace
