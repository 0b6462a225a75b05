// SPDX-License-Identifier: Apache-2.0
//
// The targets of the schema law: a hand that damages what stands there, and
// the schema as the target's own client shows it. Thread: one.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "live/live_run.h"

namespace millrace::test {

class LawTarget {
 public:
  virtual ~LawTarget() = default;
  // Every comment, index and default goes. `schema` is the only one there.
  virtual void damage(const LiveRun& run, const std::string& schema) const = 0;
  // The records there tell who changed what.
  virtual bool tells_causes() const { return true; }
  // A line for each column, index and table.
  virtual std::set<std::string> shown(const LiveRun& run,
                                      const std::string& schema) const = 0;
};

std::unique_ptr<LawTarget> postgres_law_target();  // and Greenplum
std::unique_ptr<LawTarget> family_law_target();

}  // namespace millrace::test
