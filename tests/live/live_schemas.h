// SPDX-License-Identifier: Apache-2.0
//
// Generated source schemas: over the types, keys, charsets, defaults and
// names that the source knows, seeded. Thread: one.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace millrace::test {

// What a source of this version takes. Words that are new to it are left
// out; what it refuses for other reasons is not foreseen.
struct SourceWords {
  explicit SourceWords(const std::string& version);  // "10.11.6-MariaDB-log"
  bool mariadb = false;
  bool expressions = false;  // DEFAULT (1 + 2)
  bool generated = false;    // columns
  bool json = false;
  bool uuid = false;
  bool inet4 = false;
  bool functional = false;  // KEY ((a + 1))
  bool vector = false;
  bool text_defaults = false;
  bool spatial_keys = false;
  bool checks = false;
};

class SchemaMaker {
 public:
  SchemaMaker(uint32_t seed, const SourceWords& words)
      : words_(words), random_(seed) {}

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
  std::string own_label();
  Made column();
  Made number_column();
  Made text_column();
  Made byte_column();
  Made moment_column();
  Made other_column();
  std::string null_and_default(const std::vector<std::string>& defaults);
  // Of TEXT and BLOB: in parentheses where they have to be.
  std::vector<std::string> long_defaults(
      const std::vector<std::string>& defaults) const;
  std::string keys(const std::vector<std::string>& names,
                   const std::vector<Made>& columns);

  SourceWords words_;
  std::mt19937 random_;
  int own_labels_ = 0;
};

}  // namespace millrace::test
