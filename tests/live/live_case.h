// SPDX-License-Identifier: Apache-2.0
//
// A folder of fixtures/live: plan.json, source.sql, and as needed
// changes.sql (run on the source while millrace streams), target.sql (run on
// the target before the first plan) and expect. `expect` has one word and its
// arguments a line, '#' starts a comment:
//   databases A B     compare all tables of these with schemas A, B
//                     (%20 in a name stands for a blank)
//   tables D.T S.T    compare one pair (may be repeated)
//   source SQL        \ compare the rows of two queries (may be repeated)
//   target SQL        /
//   requires FLAVOR…  any of: mariadb, mysql>=8.0, mysql<9.6 (else it is not
//                     run)
//   plan OPTION…      further options for `plan`
//   refuse CODE…      plan and apply exit 3, say CODE, and write nothing
//   stop CODE…        the stream stops at changes.sql and says CODE
//   while stopped     changes.sql runs while no millrace does
//   family no         not to be run into a target of the source's own family
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/process.h"

namespace millrace::test {

struct LiveCase {
  std::string name;
  std::string folder;
  std::vector<std::string> databases;
  std::vector<std::pair<std::string, std::string>> tables;
  std::vector<std::pair<std::string, std::string>> queries;
  std::vector<std::string> requirements;
  Argv plan_options;
  std::vector<std::string> refuse;
  std::vector<std::string> stop;
  bool while_stopped = false;
  bool family = true;
  bool greenplum = true;  // a Greenplum cluster can take it

  std::string file(const std::string& file_name) const;
};

// Throws on a word that `expect` does not know: a misspelt expectation must
// not pass for a held one.
LiveCase read_live_case(const std::string& folder);
std::vector<std::string> live_case_folders(const std::string& root);
// "" when this pair of servers can run the case, else what is missing.
std::string unmet(const LiveCase& live);

// Runs it; "" when all went as expected, else what did not.
std::string run_live_case(const LiveCase& live);
// The same case into a target of the source's own family; queries, which are
// in PostgreSQL's words, are left out.
std::string run_family_case(const LiveCase& live);
// What the expectation is about is PostgreSQL's alone.
bool has_family_case(const LiveCase& live);

}  // namespace millrace::test
