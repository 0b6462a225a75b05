// SPDX-License-Identifier: Apache-2.0
#include "cli/settle.h"

#include <chrono>

#include "cli/source_positions.h"

namespace millrace {
namespace {

constexpr std::chrono::seconds kLongest{30};
constexpr std::chrono::milliseconds kPause{200};

Result<std::unique_ptr<LedgerReader>> open_ledger(const Plan& plan,
                                                  const TargetReading& target) {
  MR_ASSIGN_OR_RETURN(const Endpoint endpoint,
                      resolve_endpoint(plan, plan.target));
  return target.ledger_reader(endpoint);
}

bool all_reached(const LedgerState& state,
                 const std::map<std::string, SourceNow>& goals) {
  for (const StreamRecord& stream : state.streams) {
    const auto goal = goals.find(stream.source);
    if (goal == goals.end()) continue;
    if (goal->second.position.kind == PositionKind::kNone) continue;
    const Result<bool> there = reached(stream.position, goal->second.position);
    if (there.ok() && !*there) return false;
  }
  return true;
}

}  // namespace

bool is_running(const Plan& plan, const TargetReading& target) {
  const auto ledger = open_ledger(plan, target);
  if (!ledger.ok()) return false;
  const Result<std::string> holder = (*ledger)->lock_holder(plan.name);
  return holder.ok() && !holder->empty();
}

void settle(const Plan& plan, const Engines& engines,
            const TargetReading& target, const Stop& stop) {
  const auto goals = source_positions(plan, engines);
  const auto ledger = open_ledger(plan, target);
  if (!ledger.ok()) return;
  const auto end = std::chrono::steady_clock::now() + kLongest;
  while (std::chrono::steady_clock::now() < end) {
    const Result<LedgerState> state = (*ledger)->read(plan.name);
    if (!state.ok() || all_reached(*state, goals)) return;
    if (stop.sleep(kPause)) return;
  }
}

}  // namespace millrace
