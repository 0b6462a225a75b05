// SPDX-License-Identifier: Apache-2.0
//
// Two tables in use while they are altered: rows of the old and of the new
// shape stand side by side in the log. The same seed gives the same script.
// Thread: one.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace millrace::test {

class Alterations {
 public:
  Alterations(std::string database, uint64_t seed)
      : database_(std::move(database)), random_(seed) {}

  // Drops, makes and fills the tables.
  std::string setup(int rows);
  // `count` alterations, with rows between them.
  std::string script(int count);

 private:
  struct Column {
    std::string name;
    bool text = false;
  };
  struct Altered {
    std::string name;
    std::vector<Column> columns;  // besides id
    int next_id = 1;
  };
  int below(int bound);
  std::string rows(Altered& table, int count);
  std::string alter(Altered& table);
  std::string value(const Column& column);
  std::string fresh() { return "c" + std::to_string(++names_); }

  std::string database_;
  std::mt19937_64 random_;
  std::vector<Altered> tables_;
  int names_ = 0;
};

}  // namespace millrace::test
