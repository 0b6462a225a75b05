// SPDX-License-Identifier: Apache-2.0
//
// TargetEdit: a target table while a change of its source is carried out:
// what is there, and the changes that lead from there on. Columns that go and
// columns that are renamed first: diff() says the rest. Thread: one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/dialect.h"
#include "model/catalog.h"
#include "model/schema_change.h"

namespace millrace {

class TargetEdit {
 public:
  using Renames = std::map<std::string, std::string>;  // old name -> new name

  TargetEdit(const Table& actual, const Dialect& dialect)
      : actual_(actual), dialect_(dialect) {}

  // As it is after the changes so far.
  const Table& actual() const { return actual_; }
  Table& actual() { return actual_; }
  const std::vector<SchemaChange>& changes() const { return changes_; }
  void take(SchemaChange change) { changes_.push_back(std::move(change)); }

  // A change of the table as it is desired at the end.
  SchemaChange& add(SchemaChangeKind kind, const Table& desired);
  // To the name that is desired, if it has another one.
  void rename_table(const Table& desired);
  // False when it is not there.
  bool drop_column(const std::string& name, const Table& desired);
  // "" or the problem; names may change places.
  std::string rename_columns(const Renames& renames, const Table& desired);
  // Indexes of `before` that are not desired any more, as far as they are as
  // millrace made them; those that go by another name now are renamed.
  void drop_indexes(const Table& before, const Table& desired,
                    const Renames& renames);

 private:
  void rename_column(const std::string& from, const std::string& to,
                     const Table& desired);
  bool has_index(const std::string& name) const;

  Table actual_;
  const Dialect& dialect_;
  std::vector<SchemaChange> changes_;
};

}  // namespace millrace
