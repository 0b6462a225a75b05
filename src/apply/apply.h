// SPDX-License-Identifier: Apache-2.0
//
// The verb apply: schema, copy, stream, in order, as far as the goal. What
// is left to do is read off the ledger at the start, so a run may end at any
// moment and the next one goes on. Thread: called from one; starts its own.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "base/stop.h"
#include "engine/observer.h"
#include "engine/source.h"
#include "engine/target.h"
#include "plan/plan.h"
#include "proposal/proposal.h"

namespace millrace {

enum class Goal { kSchema, kData, kCaughtUp };

struct ApplyOptions {
  Goal goal = Goal::kCaughtUp;
  bool follow = false;
};

struct ApplyResult {
  uint64_t statements = 0;
  uint64_t tables_copied = 0;
  uint64_t rows_copied = 0;
  uint64_t bytes_copied = 0;
  uint64_t chunks_repeated = 0;
  ValueCounts values;  // of the copy, changed by the Plan's policies
  // The longest statement on a source in the copy.
  std::chrono::milliseconds longest_read{0};
  uint64_t transactions = 0;
  uint64_t row_changes = 0;
  bool reached = false;           // the goal; false after a stop
  std::vector<Finding> findings;  // why a stream stopped (S-codes)
  // The source was altered on the way, so that what is left to do is to be
  // proposed anew. Apply sees to it.
  bool again = false;
  Status outdated;  // the failure when a copy could not even begin
  void add(const ApplyResult& later);  // its sums; and how it ended
};

class Apply {
 public:
  Apply(const SourceEngine& source, const TargetReading& reading,
        const TargetWriting& writing, Observer& observer, Stop& stop);

  // Takes the plan's lock (code S105 when another run holds it), then calls
  // `propose` for the Proposal to carry out, so that nothing can change
  // between the two. `propose` may refuse (stale, blocked, not confirmed).
  template <typename Propose>
  Result<ApplyResult> run(const Plan& plan, const ApplyOptions& options,
                          Propose propose) {
    return run_locked(plan, options,
                      [&]() -> Result<Proposal> { return propose(); });
  }

 private:
  Result<ApplyResult> run_locked(
      const Plan& plan, const ApplyOptions& options,
      const std::function<Result<Proposal>()>& propose);

  const SourceEngine& source_;
  const TargetReading& reading_;
  const TargetWriting& writing_;
  Observer& observer_;
  Stop& stop_;
};

}  // namespace millrace
