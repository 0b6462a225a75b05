// SPDX-License-Identifier: Apache-2.0
//
// diff: what the actual target lacks of the desired one. Takes away only the
// columns that it is told to; what the target has besides is kept. A column
// that already holds every value of the source is left as it is, also when its
// type is another one. Thread: pure functions.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/dialect.h"
#include "model/catalog.h"
#include "model/schema_change.h"

namespace millrace {

// Where desired and actual differ and no change is proposed.
struct Difference {
  enum class Kind {
    kTypeKept,           // actual holds every value; `actual` is its type
    kTypeUncertain,      // actual takes the values, some may not fit
    kTypeConflict,       // actual cannot take the values: blocks
    kGenerated,          // the target computes the column itself: blocks
    kWritten,            // desired is computed, actual an ordinary column
    kComputedOtherwise,  // by another expression
    kKeyConflict,        // another primary key: blocks
    kIndexConflict,      // an index of this name says something else
    kNullKept,           // actual takes NULL, desired does not
    kColumnKept,         // not in the desired table, takes rows without it
    kColumnBlocks,       // not in the desired table, NOT NULL, no default
    // Targets that are a cluster; `actual` says why or what is there.
    kKeyImpossible,     // no primary key as the rows lie
    kUniqueImpossible,  // a plain index instead of a unique one
    kPlacementKept,     // rows are spread or stored otherwise
    kOtherKind,         // a view or the like stands in its place: blocks
  };
  Kind kind = Kind::kTypeKept;
  QualifiedName table;
  std::string part;  // column or index
  std::string desired;
  std::string actual;
};

struct SchemaDifference {
  std::vector<SchemaChange> changes;  // in the order of order.h
  std::vector<Difference> differences;
};

// Columns that are to go, by table: nothing else is ever dropped.
using Drops = std::map<QualifiedName, std::set<std::string>>;

SchemaDifference diff(const Catalog& desired, const Catalog& actual,
                      const Dialect& dialect, const Drops& drops = {});

// One table that is there on both sides.
SchemaDifference diff_table(const Table& desired, const Table& actual,
                            const Dialect& dialect,
                            const std::set<std::string>& drops = {});

}  // namespace millrace
