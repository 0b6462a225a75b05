// SPDX-License-Identifier: Apache-2.0
#include "house/exemptions.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "support/paths.h"
#include "support/process.h"

namespace millrace::house {

Exemptions::Exemptions(const std::string& rule) {
  std::istringstream lines(test::read_file(std::string(test::project_root()) +
                                           "/tests/house/exemptions.txt"));
  for (std::string line; std::getline(lines, line);)
    if (line.rfind(rule + " ", 0) == 0)
      entries_.insert(line.substr(rule.size() + 1));
}

bool Exemptions::allow(const std::string& subject) {
  if (!entries_.count(subject)) return false;
  used_.insert(subject);
  return true;
}

std::set<std::string> Exemptions::stale() const {
  std::set<std::string> left;
  std::set_difference(entries_.begin(), entries_.end(), used_.begin(),
                      used_.end(), std::inserter(left, left.end()));
  return left;
}

}  // namespace millrace::house
