// SPDX-License-Identifier: Apache-2.0
//
// A Proposal as JSON, format_version 1.0 (schemas/proposal.schema.json).
// The same Proposal gives the same bytes: no times, no hash order.
#pragma once

#include <string>

#include "base/json.h"
#include "model/finding.h"
#include "proposal/proposal.h"

namespace millrace {

std::string proposal_json(const Proposal& proposal);  // ends with a newline

// One element of "changes" and of "findings"; saved proposals use them too.
void write_change(JsonWriter& json, const ProposedChange& change);
void write_finding(JsonWriter& json, const Finding& finding);

}  // namespace millrace
