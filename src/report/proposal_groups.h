// SPDX-License-Identifier: Apache-2.0
//
// What every view of a Proposal for people shares: changes under the table
// they belong to, findings with the worst first, and the words for both.
// Thread: pure functions; pointers live as long as the Proposal.
#pragma once

#include <string>
#include <vector>

#include "proposal/proposal.h"

namespace millrace {

// Changes of one target table; of all schemas; of the streams.
struct ChangeGroup {
  std::string heading;  // "sales.orders", "Schemas", "Streams"
  std::vector<const ProposedChange*> changes;
};
std::vector<ChangeGroup> group_changes(const Proposal& proposal);

// "create table, copy table, create index ×2", in order of appearance.
std::string verbs_text(const ChangeGroup& group);
// The worst of the group's changes.
Risk worst_risk(const ChangeGroup& group);

// Blocking errors, waived errors, warnings, information.
std::vector<const Finding*> worst_first(const std::vector<Finding>& findings);

// Rows or values go from the target.
bool destroys(const ProposedChange& change);
Risk shown_risk(const ProposedChange& change);
// What the risk means to those who use the table, in half a sentence.
const char* risk_meaning(Risk risk);

char change_sign(const ProposedChange& change);         // one of + ~ - >
std::string change_verb(const ProposedChange& change);  // "create table"
// " from eu.shop.orders", " for 3 tables"; "" when there is nothing to say.
std::string change_origin(const ProposedChange& change);
// "about 12,000 rows, 1.4 MB" of a copy; where a stream begins; else "".
std::string change_figures(const Proposal& proposal,
                           const ProposedChange& change);
// The statement of something new says all that its details would.
bool details_say_more(const ProposedChange& change);

}  // namespace millrace
