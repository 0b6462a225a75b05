// SPDX-License-Identifier: Apache-2.0
#include "apply/apply_run.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace millrace {

ApplyRun::ApplyRun(const Context& context, const Plan& plan,
                   const ApplyOptions& options, const Proposal& proposal,
                   LedgerKeeper& ledger, Endpoint target,
                   std::map<std::string, Endpoint> sources)
    : context_(context),
      plan_(plan),
      options_(options),
      proposal_(proposal),
      ledger_(ledger),
      target_(std::move(target)),
      sources_(std::move(sources)) {}

bool ApplyRun::wants_stream(const std::string& source) const {
  return std::any_of(proposal_.routes.begin(), proposal_.routes.end(),
                     [&](const Route& route) {
                       return route.id.source == source && route.sync.streams();
                     });
}

Status ApplyRun::read_ledger() {
  return ledger_.with([&](Ledger& ledger) -> Status {
    MR_ASSIGN_OR_RETURN(state_, ledger.read(plan_.name));
    return {};
  });
}

Result<ApplyResult> ApplyRun::run() {
  MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) -> Status {
    MR_RETURN_IF_ERROR(ledger.create());
    return ledger.record_plan(plan_.name, plan_.digest);
  }));
  MR_RETURN_IF_ERROR(read_ledger());
  MR_RETURN_IF_ERROR(schema_phase());
  if (options_.goal == Goal::kSchema || stopped()) {
    result_.reached = !stopped();
    return result_;
  }
  const Status copied = copy_phase();
  // Who was stopped while waiting for a server has failed at nothing.
  if (stopped() && copied.kind() == StatusKind::kRetry) return result_;
  if (copied.kind() == StatusKind::kRefused && source_altered()) {
    context_.observer.note(cat(copied.message(), "; proposing anew"));
    result_.again = true;
    if (proposal_outdated_) result_.outdated = copied;
    return result_;
  }
  MR_RETURN_IF_ERROR(copied);
  if (stopped()) return result_;
  if (options_.goal == Goal::kData && !options_.follow) {
    result_.reached = true;
    return result_;
  }
  MR_RETURN_IF_ERROR(stream_phase());
  return result_;
}

}  // namespace millrace
