// SPDX-License-Identifier: Apache-2.0
//
// target_words: what a user may run on the target to have it as it is
// needed, in the target's own SQL. Text for remedies, run by nobody here.
// Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "precheck/precheck.h"

namespace millrace {

// MySQL, MariaDB or DRDS?
bool is_family(const ServerFacts& target);

class TargetWords {
 public:
  explicit TargetWords(const PrecheckInput& input) : input_(input) {}

  // The column of a desired table, in one that is there otherwise.
  std::string retype(const QualifiedName& table, const std::string& column,
                     const std::string& native) const;
  std::string allow_null(const QualifiedName& table,
                         const std::string& column) const;
  // A column that the target computes becomes an ordinary one.
  std::string stop_computing(const QualifiedName& table,
                             const std::string& column) const;
  std::string drop_index(const QualifiedName& table,
                         const std::string& index) const;
  std::string drop_foreign_key(const QualifiedName& table,
                               const std::string& key) const;
  std::string silence(const QualifiedName& table,
                      const std::vector<std::string>& triggers) const;

 private:
  // The MODIFY COLUMN that makes `now` into `column`.
  std::string modify(const QualifiedName& table, const Column& column,
                     const Column& now) const;
  const Column* actual(const QualifiedName& table,
                       const std::string& column) const;
  bool family() const { return is_family(input_.target); }

  const PrecheckInput& input_;
};

}  // namespace millrace
