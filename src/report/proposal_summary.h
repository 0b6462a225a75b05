// SPDX-License-Identifier: Apache-2.0
//
// The figures under a Proposal: how many changes of which kind, how many
// findings. Both views of a Proposal end with them.
#pragma once

#include <string>

#include "proposal/proposal.h"
#include "report/findings_text.h"

namespace millrace {

struct ProposalSummary {
  int create = 0;   // schemas, tables, indexes
  int alter = 0;    // alterations that lose nothing
  int destroy = 0;  // whatever takes rows or values away in the target
  int copy = 0;
  int streams = 0;  // to start
  int forget = 0;   // records of millrace's own, never data
  FindingCounts findings;
};
ProposalSummary summarize(const Proposal& proposal);

// "Plan: 3 to create, 0 to alter, 0 to destroy, 2 to copy; 0 errors, …"
std::string summary_line(const ProposalSummary& summary);

}  // namespace millrace
