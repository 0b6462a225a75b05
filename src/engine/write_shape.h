// SPDX-License-Identifier: Apache-2.0
//
// WriteShape: what a writer must know of a target table: the columns it
// writes, in order, and which of them are the key.
#pragma once

#include <string>
#include <vector>

#include "model/identifier.h"
#include "model/type.h"

namespace millrace {

struct WriteColumn {
  std::string name;
  Type type;           // neutral type of the cells that will come
  std::string native;  // type of the target column
  // The target computes it: its cells come along and are not written.
  bool computed = false;
  bool operator==(const WriteColumn&) const = default;
};

struct WriteShape {
  QualifiedName table;
  std::vector<WriteColumn> columns;
  std::vector<size_t> key;  // positions in `columns`; empty = no key
  // The target table has unique indexes besides the key, or columns that
  // are not written: the change writer picks its statements by it.
  bool other_unique = false;
  // Each further unique index, as positions in `columns`.
  std::vector<std::vector<size_t>> unique_keys;
  bool unwritten_columns = false;
  bool operator==(const WriteShape&) const = default;
};

}  // namespace millrace
