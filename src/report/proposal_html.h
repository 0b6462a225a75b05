// SPDX-License-Identifier: Apache-2.0
//
// A Proposal as one HTML page that needs nothing else: no script, no font,
// no image, no network. For a build's artifacts and for printing; follows
// the reader's light or dark setting.
#pragma once

#include <string>

#include "proposal/proposal.h"

namespace millrace {

std::string proposal_html(const Proposal& proposal);

}  // namespace millrace
