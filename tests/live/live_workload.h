// SPDX-License-Identifier: Apache-2.0
//
// A shop under random use, for the crash tests: tables with a serial key, a
// composite text key, a unique column and a wide row; transactions that
// insert, update, delete, move and swap keys, roll back, and now and then
// touch every table at once. The same seed gives the same script.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace millrace::test {

class Workload {
 public:
  Workload(std::string database, uint64_t seed)
      : database_(std::move(database)), random_(seed) {}

  // Drops, makes and fills the tables: `rows` rows in the largest.
  std::string setup(int rows);
  // The next `count` transactions, and a short pause after every tenth.
  std::string transactions(int count);

 private:
  int below(int bound);
  std::string statement();
  std::string swap();

  std::string database_;
  std::mt19937_64 random_;
  int next_id_ = 1;
  int largest_id_ = 0;
};

}  // namespace millrace::test
