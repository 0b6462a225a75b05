// SPDX-License-Identifier: Apache-2.0
//
// Waivers: findings the user has decided to live with, by code and object,
// until a day. What could not be carried out at all cannot be waived (P191);
// a waiver whose day has passed no longer counts (P190). Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "model/finding.h"
#include "plan/plan.h"

namespace millrace {

// A waiver's object is the finding's own, one that stands above it
// ("eu.shop.orders" covers its columns and indexes), or has * as a glob.
bool covers(const Waiver& waiver, const Finding& finding);
bool can_be_waived(const std::string& code);

// `all_seen`: every server was read, so that a waiver which matches nothing
// is worth a line (P189); `scanned`: every table was looked at, so that this
// goes for what only a scan finds, too.
void apply_waivers(const Plan& plan, const std::string& today, bool all_seen,
                   bool scanned, std::vector<Finding>* findings);

// Errors first, then by code and object; twins once.
void sort_findings(std::vector<Finding>* findings);

}  // namespace millrace
