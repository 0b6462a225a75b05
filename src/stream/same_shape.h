// SPDX-License-Identifier: Apache-2.0
//
// Two descriptions of one table, read off a statement and out of the
// catalog: do they say the same of the rows? Thread: pure.
#pragma once

#include "model/catalog.h"

namespace millrace {

// Columns by name, type, NULL and default, and the keys; spelling, names of
// indexes, comments and collations may differ.
bool same_shape(const Table& a, const Table& b);

}  // namespace millrace
