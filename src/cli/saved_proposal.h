// SPDX-License-Identifier: Apache-2.0
//
// SavedProposal: what `plan --out` writes and `apply FILE` carries out. It
// holds no SQL to run: apply proposes again and goes on only when the same
// comes out, so a file that was tampered with or has grown old can do
// nothing. What it holds beyond digests is there to name what changed.
//
//   {"millrace_proposal": "1.0", "plan_path", "plan_digest", "digest",
//    "ledger_plan_digest", "sources": {"eu.shop.orders": "sha256:…"},
//    "changes": [as in plan --format json]}
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "proposal/proposal.h"

namespace millrace {

struct SavedProposal {
  std::string plan_path;  // absolute
  std::string plan_digest;
  std::string digest;  // of the Proposal
  // Of the plan that the ledger knew then; "" = it knew none.
  std::string ledger_plan_digest;
  std::map<std::string, std::string> sources;  // table -> digest
  std::vector<std::string> changes;            // one line each
};

SavedProposal save_proposal(const Proposal& proposal,
                            const std::string& absolute_plan_path);
std::string saved_proposal_json(const SavedProposal& saved);

// Is this document a saved proposal (and not, say, a Plan)?
bool is_saved_proposal(const JsonNode& root);
Result<SavedProposal> saved_proposal_from_json(const JsonNode& root);

// "" when `now` is what was saved, or what is left of it after a run that
// was cut short; otherwise the first thing that differs.
std::string stale_reason(const SavedProposal& saved, const Proposal& now);

}  // namespace millrace
