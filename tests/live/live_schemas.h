// SPDX-License-Identifier: Apache-2.0
//
// Generated source schemas: over the types, keys, charsets, defaults and
// names that MariaDB knows, seeded. Thread: one.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace millrace::test {

class SchemaMaker {
 public:
  explicit SchemaMaker(uint32_t seed) : random_(seed) {}

  // CREATE TABLE of a table that has a key.
  std::string create_table(const std::string& name);
  // A name that takes quoting; unique by `number`.
  std::string odd_name(int number);
  // One ALTER of a table made here that keeps its rows valid.
  std::string alter_table(const std::string& name, int number);

 private:
  struct Made {
    std::string sql;          // type, NULL, DEFAULT, COMMENT
    bool keyable = false;     // may stand in an index as a whole
    bool prefixable = false;  // may stand in one by its beginning
    bool geometry = false;
    bool text = false;
  };

  unsigned below(unsigned n) { return random_() % n; }
  bool one_in(unsigned n) { return below(n) == 0; }
  std::string pick(const std::vector<std::string>& words) {
    return words[below(static_cast<unsigned>(words.size()))];
  }
  std::string comment();
  std::string charset();
  Made column();
  Made number_column();
  Made text_column();
  Made byte_column();
  Made moment_column();
  Made other_column();
  std::string null_and_default(const std::vector<std::string>& defaults);
  std::string keys(const std::vector<std::string>& names,
                   const std::vector<Made>& columns);

  std::mt19937 random_;
};

}  // namespace millrace::test
