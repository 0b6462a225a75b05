// SPDX-License-Identifier: Apache-2.0
//
// IndexBuild: makes keys and indexes of tables that are filled, several
// tables at once, each table's one after the other in the order they are
// given: its primary key first. What is made is in the target's catalog, so
// a run that ends anywhere leaves to the next one what is missing.
// Thread: run() blocks its caller and starts its own.
#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/status.h"
#include "base/stop.h"
#include "engine/observer.h"
#include "engine/target.h"
#include "proposal/proposal.h"

namespace millrace {

class IndexBuild {
 public:
  IndexBuild(const TargetWriting& writing, const Endpoint& target,
             Observer& observer, const Stop& stop, int sessions)
      : writing_(writing),
        target_(target),
        observer_(observer),
        stop_(stop),
        sessions_(sessions) {}

  // The first failure ends it once the statements at hand are done. Ok when
  // `stop` ended it; then made() lacks some.
  Status run(const std::vector<const ProposedChange*>& changes);

  const std::set<std::string>& made() const { return made_; }  // objects
  uint64_t statements() const { return statements_; }

 private:
  using Group = std::vector<const ProposedChange*>;  // of one table

  void work();
  const Group* next();
  Status build(SchemaWriter& writer, const ProposedChange& change);

  const TargetWriting& writing_;
  const Endpoint& target_;
  Observer& observer_;
  const Stop& stop_;
  const int sessions_;

  std::mutex mutex_;  // guards what follows
  std::vector<Group> groups_;
  size_t next_ = 0;
  Status failure_;
  std::set<std::string> made_;
  uint64_t statements_ = 0;
};

}  // namespace millrace
