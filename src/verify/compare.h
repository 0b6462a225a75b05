// SPDX-License-Identifier: Apache-2.0
//
// compare(): are the contents of source and target the same, value by
// value? Reads both sides through ContentReaders, which share nothing with
// the copy or the stream. Memory is bounded whatever the tables hold.
//
// Columns that the Plan skips are not compared. What a declared value
// policy makes of a value is what must be in the target. Where several
// sources fill one table their union is compared.
// Thread: called from one; reads each side in a thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/status.h"
#include "base/stop.h"
#include "engine/source.h"
#include "engine/target.h"
#include "plan/plan.h"
#include "route/route.h"
#include "verify/verify_result.h"

namespace millrace {

struct VerifyOptions {
  size_t samples = 20;  // differences shown per table
  // A run is streaming meanwhile: what differs is looked at again, so that
  // rows on their way are not taken for lost ones.
  bool live = false;
  // Live runs: waits until the target has what the source has now, as far
  // as the ledger tells; called before the second look. May be empty.
  std::function<void()> settle;
  int looks = 5;
  std::chrono::milliseconds between_looks{600};
  // Target tables that do not exist yet: all their rows are missing.
  std::set<QualifiedName> absent;
  // Rows of differing buckets held at once, both sides together.
  size_t rows_at_once = 4'000'000;
  std::function<void(const std::string&)> note;  // for people; may be empty
};

Result<VerifyResult> compare(const Plan& plan, const std::vector<Route>& routes,
                             const SourceEngine& source,
                             const TargetReading& target,
                             const VerifyOptions& options, const Stop& stop);

}  // namespace millrace
