// SPDX-License-Identifier: Apache-2.0
//
// A Proposal as a comment of a pull request (GitHub and GitLab Markdown):
// the outcome as a headline, risks and findings as tables, the SQL of each
// target table folded away. Begins with a comment line that names the plan,
// by which a bot finds the comment it has to update.
//
// Never larger than what a comment may hold: statements that would not fit
// are counted instead, and where they are to be had is said.
#pragma once

#include <string>

#include "proposal/proposal.h"

namespace millrace {

// GitHub takes 65,536 characters.
inline constexpr size_t kCommentBytes = 60'000;

std::string proposal_markdown(const Proposal& proposal,
                              size_t most_bytes = kCommentBytes);

}  // namespace millrace
