// SPDX-License-Identifier: Apache-2.0
//
// ApplyGate: what stands between a Proposal and carrying it out. Called by
// Apply once it holds the plan's lock: proposes, shows, and lets through
// what is not blocked, not stale, and confirmed. Thread: one.
#pragma once

#include <optional>
#include <string>

#include "cli/engines.h"
#include "cli/saved_proposal.h"
#include "proposal/proposal.h"

namespace millrace {

class ApplyGate {
 public:
  ApplyGate(const Plan& plan, const Engines& engines,
            std::optional<SavedProposal> saved, bool yes,
            std::string max_risk = "")
      : plan_(plan),
        engines_(engines),
        saved_(std::move(saved)),
        yes_(yes),
        max_risk_(std::move(max_risk)) {}

  // The Proposal to carry out, or why not; exit_code() then says what the
  // process must exit with. Once it has let one through, a later one is what
  // the source made of it on the way: shown only when it is blocked.
  Result<Proposal> pass();
  int exit_code() const { return exit_code_; }

 private:
  Status refuse(int code, const std::string& why);
  Status check(const Proposal& proposal);
  // Why the saved proposal no longer holds, "" when it does or when a server
  // could not be asked.
  std::string outdated(const Proposal& proposal) const;

  const Plan& plan_;
  const Engines& engines_;
  const std::optional<SavedProposal> saved_;
  const bool yes_;
  const std::string max_risk_;  // "" = no limit
  int exit_code_ = 0;
  bool passed_ = false;
};

}  // namespace millrace
