// SPDX-License-Identifier: Apache-2.0
//
// TableEdit: the columns and indexes of a table while the clauses of one
// ALTER TABLE are carried out, in the order that the servers do it: columns
// stay where they are, dropped ones apart; then, clause by clause, one that
// is added or moved is put FIRST, AFTER another one as they stand by then, or
// at the end. That order is the order of the
// columns in the log's rows. Thread: one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/catalog.h"
#include "model/row_change.h"

namespace millrace::mysql {

class TableEdit {
 public:
  struct Place {
    enum class Kind { kSame, kLast, kFirst, kAfter };
    Kind kind = Kind::kSame;
    std::string after;
  };

  explicit TableEdit(const Table& before);

  const Table& before() const { return before_; }
  Table& after() { return after_; }

  // Each returns "" or the problem.
  std::string add(Column column, const Place& place, std::string doubt,
                  std::optional<std::string> value);
  std::string drop(const std::string& name);
  // `doubt`: why the values of rows that were there may be others now.
  std::string change(const std::string& name, Column column, const Place& place,
                     std::string doubt);
  std::string rename(const std::string& name, const std::string& to);
  // The same, of a column that is altered in place.
  void doubt(const std::string& name, std::string why);
  // A column as it is by now; null when it is gone.
  Column* column(const std::string& name);
  // The same, for a clause that alters it in place.
  Column* alter(const std::string& name);
  std::string add_index(Index index, bool if_not_exists);
  std::string drop_index(const std::string& name);
  std::string rename_index(const std::string& name, const std::string& to);
  bool has_index(const std::string& name) const;
  // Before the statement: what IF [NOT] EXISTS asks.
  bool had_column(const std::string& name) const;
  bool had_index(const std::string& name) const;
  std::string add_foreign_key(ForeignKey key);
  std::string drop_foreign_key(const std::string& name, bool if_exists);
  // A key, a foreign key, or a check, which the catalog does not have.
  std::string drop_constraint(const std::string& name);

  // Orders the columns, carries renames and drops into the keys.
  std::string finish(TableAlteration* out);
  // After finish(): columns without a default that the primary key alone
  // makes NOT NULL.
  const std::vector<std::string>& made_not_null() const {
    return made_not_null_;
  }

 private:
  struct Entry {
    Column column;
    int origin = -1;  // in before().columns
    Place place;
    int sequence = 0;  // of the clause that places it
    bool dropped = false;
    bool altered = false;  // by a clause of its own
    std::string doubt;
    std::optional<std::string> value;
  };
  Entry* entry(const std::string& name);
  std::string order(std::vector<Entry>* out);
  std::string column_name_now(const std::string& written) const;
  std::string carry_into(Index* index) const;
  void carry_into(ForeignKey* key) const;
  std::string settle_names(Index* index) const;
  std::string name_indexes();
  std::string settle_indexes();
  void settle_prefixes(Index* index) const;
  bool is_made(const std::string& index) const;

  Table before_;
  Table after_;  // without its columns until finish()
  std::vector<std::string> made_not_null_;
  std::vector<Entry> entries_;
  std::vector<std::string> made_;       // indexes of this statement
  std::vector<std::string> made_keys_;  // foreign keys of it
  int clauses_ = 0;
};

}  // namespace millrace::mysql
