// SPDX-License-Identifier: Apache-2.0
//
// The forecast of a Proposal as text: tables that fare alike stand together.
// Thread: pure function.
#pragma once

#include <string>

#include "proposal/proposal.h"
#include "report/paint.h"

namespace millrace {

std::string forecast_text(const Proposal& proposal, const Paint& paint);

}  // namespace millrace
