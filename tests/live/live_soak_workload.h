// SPDX-License-Identifier: Apache-2.0
//
// SoakWorkload: random transactions on eight tables whose keys are of eight
// kinds. Each ends with the same number in one row of every table and with
// the amounts of all tables at a sum of zero, whatever it did before, so that
// half a transaction shows to whoever reads all tables at one moment. Nothing
// is remembered here of what the tables hold: a lost transaction is no
// matter. Thread: one.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace millrace::test {

class SoakWorkload {
 public:
  SoakWorkload(std::string database, uint64_t seed)
      : database_(std::move(database)), random_(seed) {}

  // Makes the database anew, with about `rows` rows a table.
  std::string setup(int rows);
  // One source transaction, or one that rolls back.
  std::string transaction();
  // A change of a table's columns. `columns`: those it made before, as
  // "table.column", which are also where some transactions write.
  std::string alteration(const std::vector<std::string>& columns);
  // What asks for those: one line of them, separated by ",".
  std::string ask_columns() const;
  // What asks a reader's side, of either kind: the numbers of the eight
  // tables, separated by ",", then "|" and the sum of all amounts.
  std::string ask_invariant() const;
  int below(int bound);

 private:
  struct Table;
  static const std::vector<Table>& tables();

  const Table& any_table();
  std::string statement(const Table& table);
  std::string row(const Table& table, int slot);
  std::string swap(const Table& table);
  std::string settle() const;
  int slot() { return 1 + below(slots_); }

  std::string database_;
  std::mt19937_64 random_;
  int slots_ = 1;
};

}  // namespace millrace::test
