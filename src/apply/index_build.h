// SPDX-License-Identifier: Apache-2.0
//
// IndexBuild: makes keys and indexes of tables that are filled, several
// tables at once, each table's one after the other in the order they are
// given: its primary key first. What is made is in the target's catalog, so
// a run that ends anywhere leaves to the next one what is missing. A server
// that is lost meanwhile is waited for; whether it had made the index at hand
// is looked up then.
// Thread: run() blocks its caller and starts its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
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
  // Is what the change makes in the target's catalog? Called by any thread.
  using IsThere = std::function<Result<bool>(const ProposedChange&)>;

  IndexBuild(const TargetWriting& writing, const Endpoint& target,
             Observer& observer, const Stop& stop, int sessions)
      : writing_(writing),
        target_(target),
        observer_(observer),
        stop_(stop),
        sessions_(sessions) {}

  // How long a lost server is tried again; not at all when not called.
  void be_patient(std::chrono::seconds limit, IsThere is_there) {
    patience_ = limit;
    is_there_ = std::move(is_there);
  }

  // The first failure ends it once the statements at hand are done. Ok when
  // `stop` ended it; then made() lacks some.
  Status run(const std::vector<const ProposedChange*>& changes);

  const std::set<std::string>& made() const { return made_; }  // objects
  uint64_t statements() const { return statements_; }

 private:
  using Group = std::vector<const ProposedChange*>;  // of one table

  using Session = std::unique_ptr<SchemaWriter>;

  void work();
  const Group* next();
  Status build(Session& writer, const ProposedChange& change);
  Status build_once(Session& writer, const ProposedChange& change);

  const TargetWriting& writing_;
  const Endpoint& target_;
  Observer& observer_;
  const Stop& stop_;
  const int sessions_;
  std::chrono::seconds patience_{0};
  IsThere is_there_;

  std::mutex mutex_;  // guards what follows
  std::vector<Group> groups_;
  size_t next_ = 0;
  Status failure_;
  std::set<std::string> made_;
  uint64_t statements_ = 0;
};

}  // namespace millrace
