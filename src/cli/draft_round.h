// SPDX-License-Identifier: Apache-2.0
//
// DraftRound: a drafted Plan, planned against the live servers, and what
// should be drafted otherwise after that. For `millrace init`. Thread: one.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/engines.h"
#include "plan/plan_draft.h"
#include "proposal/proposal.h"
#include "report/paint.h"

namespace millrace {

struct DraftRound {
  std::string text;  // the Plan
  std::shared_ptr<Plan> plan;
  Proposal proposal;
};

// Refused when a server cannot be read or nothing is there to be taken.
Result<DraftRound> try_draft(const PlanDraft& draft, const Engines& engines);

// Names the databases, leaves out tables that cannot be followed, shortens
// names that the target does not take. False when nothing is left to do.
bool improve(const DraftRound& round, PlanDraft* draft);

// At most `most` findings, the riskiest first, one of each code; `more` is
// how many others have that code.
struct RiskyFinding {
  const Finding* finding = nullptr;
  int more = 0;
};
std::vector<RiskyFinding> riskiest(const std::vector<Finding>& findings,
                                   size_t most);

// For people: what was taken and left out, five risks, what to do next.
std::string draft_summary(const PlanDraft& draft, const DraftRound& round,
                          const Paint& paint);

}  // namespace millrace
