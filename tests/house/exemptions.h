// SPDX-License-Identifier: Apache-2.0
//
// What the house rules still let pass: tests/house/exemptions.txt, one
// "rule subject" a line, '#' a comment. A rule asks for a subject it finds
// wanting; an entry that no rule asked for any more must go.
#pragma once

#include <set>
#include <string>

namespace millrace::house {

class Exemptions {
 public:
  explicit Exemptions(const std::string& rule);
  // Is the subject let off? Remembers that it was asked for.
  bool allow(const std::string& subject);
  // Entries that were not needed: the list only shrinks.
  std::set<std::string> stale() const;

 private:
  std::set<std::string> entries_;
  std::set<std::string> used_;
};

}  // namespace millrace::house
