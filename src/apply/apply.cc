// SPDX-License-Identifier: Apache-2.0
#include "apply/apply.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "apply/apply_run.h"
#include "apply/ledger_keeper.h"

namespace millrace {
namespace {

// In turn, that copied nothing: the proposal was outdated before it began.
constexpr int kMostRounds = 10;

}  // namespace

Apply::Apply(const SourceEngine& source, const TargetReading& reading,
             const TargetWriting& writing, Observer& observer, Stop& stop)
    : source_(source),
      reading_(reading),
      writing_(writing),
      observer_(observer),
      stop_(stop) {}

Result<ApplyResult> Apply::run_locked(
    const Plan& plan, const ApplyOptions& options,
    const std::function<Result<Proposal>()>& propose) {
  MR_ASSIGN_OR_RETURN(Endpoint target, resolve_endpoint(plan, plan.target));
  std::map<std::string, Endpoint> sources;
  for (const PlanEndpoint& source : plan.sources) {
    MR_ASSIGN_OR_RETURN(sources[source.name], resolve_endpoint(plan, source));
  }
  LedgerKeeper ledger(writing_, target, plan.name);
  MR_RETURN_IF_ERROR(ledger.open());
  ApplyResult result;
  int rounds = 0;
  do {
    if (result.again) ledger.close();
    // What an earlier run was cut off from is ended before anything is
    // compared with it.
    for (const PlanEndpoint& source : plan.sources) {
      MR_RETURN_IF_ERROR(ledger.with(
          [&](Ledger& open) { return open.settle(plan.name, source.name); }));
    }
    MR_ASSIGN_OR_RETURN(const Proposal proposal, propose());
    ledger.be_patient(std::chrono::seconds(plan.limits.retry_seconds), stop_,
                      observer_);
    ApplyRun run({source_, reading_, writing_, observer_, stop_}, plan, options,
                 proposal, ledger, target, sources);
    MR_ASSIGN_OR_RETURN(const ApplyResult one, run.run());
    result.add(one);
    rounds = result.outdated.ok() ? 0 : rounds + 1;
    if (rounds == kMostRounds) return result.outdated;
  } while (result.again);
  return result;
}

void ApplyResult::add(const ApplyResult& later) {
  statements += later.statements;
  tables_copied += later.tables_copied;
  rows_copied += later.rows_copied;
  bytes_copied += later.bytes_copied;
  chunks_repeated += later.chunks_repeated;
  values += later.values;
  longest_read = std::max(longest_read, later.longest_read);
  transactions += later.transactions;
  row_changes += later.row_changes;
  reached = later.reached;
  findings = later.findings;
  again = later.again;
  outdated = later.outdated;
}

}  // namespace millrace
