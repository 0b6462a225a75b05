// SPDX-License-Identifier: Apache-2.0
//
// SavedProposal: what `plan --out` writes and `apply FILE` carries out. It
// holds no SQL to run: apply proposes again and goes on only when the same
// comes out. What it holds beyond digests is there to name what changed, and
// on which side. It holds no secret: a Plan has none. The checksum finds a
// file that was cut or edited; it is no signature, and need not be one,
// because nothing in the file is carried out.
//
//   {"millrace_proposal": "1.1", "plan", "plan_path", "plan_digest",
//    "digest", "ledger_plan_digest", "created", "expires",
//    "positions": {"eu": "…"}, "catalog": {"eu.shop.orders": {…}},
//    "changes": [one line each], "checksum": "sha256:…"}
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "proposal/proposal.h"

namespace millrace {

struct SavedProposal {
  std::string plan_name;
  std::string plan_path;  // absolute
  std::string plan_digest;
  std::string digest;  // of the Proposal
  // Of the plan that the ledger knew then; "" = it knew none.
  std::string ledger_plan_digest;
  int64_t created = 0;                           // seconds since 1970
  int64_t expires = 0;                           // 0 = never
  std::map<std::string, std::string> positions;  // source -> where it stood
  std::map<std::string, Table> catalog;          // as Proposal::catalog
  std::vector<std::string> changes;              // one line each
};

// `lifetime` in seconds, 0 = for ever.
SavedProposal save_proposal(const Proposal& proposal,
                            const std::string& absolute_plan_path, int64_t now,
                            int64_t lifetime);
std::string saved_proposal_json(const SavedProposal& saved);

// Is this document a saved proposal (and not, say, a Plan)?
bool is_saved_proposal(const JsonNode& root);
// The same for one that can no longer be read as JSON.
bool looks_like_saved_proposal(const std::string& text);
// Refused when it is of another version, or not as it was written.
Result<SavedProposal> saved_proposal_from_json(const JsonNode& root);

// "" when it may still be applied at this time.
std::string expired_reason(const SavedProposal& saved, int64_t now);

// "" when `now` is what was saved, or what is left of it after a run that
// was cut short; otherwise what differs: side, object, field.
std::string stale_reason(const SavedProposal& saved, const Proposal& now);

}  // namespace millrace
