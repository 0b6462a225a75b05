// SPDX-License-Identifier: Apache-2.0
//
// Two descriptions of one table, read off a statement and out of the
// catalog: do they say the same of the rows? Thread: pure.
#pragma once

#include <string>

#include "model/catalog.h"
#include "model/row_change.h"

namespace millrace {

// Columns by name, type, NULL and default, and the keys; spelling, names of
// indexes, comments and collations may differ.
bool same_shape(const Table& a, const Table& b);

// Why a table cannot be altered so while rows of a copy may be ahead: when a
// column takes the name of another, nothing tells which of the two a row has
// that was read after it. "" when none does.
std::string taken_name(const Table& before, const TableAlteration& alteration);

}  // namespace millrace
