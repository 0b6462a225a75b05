// SPDX-License-Identifier: Apache-2.0
//
// Renames that the Plan asks for, carried out on the actual catalog before
// the two are compared: what is left then is what has to be made. Thread:
// pure functions.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/catalog.h"
#include "model/schema_change.h"

namespace millrace {

struct TableRename {
  QualifiedName to;    // as it shall be called
  QualifiedName from;  // as it was called; the same when only columns move
  // Per desired column its earlier names, latest first.
  std::vector<std::pair<std::string, std::vector<std::string>>> columns;
  // Indexes of the target table as millrace made them under the old name.
  std::vector<Index> own_indexes;
};

// Changes `actual` and returns what that takes, in an order that works. A
// rename whose old name is not there, or whose new name is taken, is left.
std::vector<SchemaChange> carry_renames(const std::vector<TableRename>& renames,
                                        const Catalog& desired,
                                        Catalog* actual);

}  // namespace millrace
