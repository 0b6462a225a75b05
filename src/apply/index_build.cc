// SPDX-License-Identifier: Apache-2.0
#include "apply/index_build.h"

#include <algorithm>
#include <map>
#include <memory>
#include <thread>

#include "base/moment.h"
#include "base/patience.h"
#include "base/text.h"

namespace millrace {

Status IndexBuild::run(const std::vector<const ProposedChange*>& changes) {
  std::map<QualifiedName, size_t> places;
  for (const ProposedChange* change : changes) {
    const auto [at, fresh] = places.emplace(change->table, groups_.size());
    if (fresh) groups_.emplace_back();
    groups_[at->second].push_back(change);
  }
  if (groups_.empty()) return {};
  const size_t threads =
      std::clamp<size_t>(groups_.size(), 1, std::max(1, sessions_));
  std::vector<std::thread> workers;
  for (size_t i = 1; i < threads; ++i) workers.emplace_back([this] { work(); });
  work();
  for (std::thread& worker : workers) worker.join();
  return failure_;
}

const IndexBuild::Group* IndexBuild::next() {
  std::lock_guard lock(mutex_);
  const bool over =
      next_ == groups_.size() || !failure_.ok() || stop_.requested();
  return over ? nullptr : &groups_[next_++];
}

void IndexBuild::work() {
  Session writer;
  while (const Group* group = next()) {
    Status status;
    for (const ProposedChange* change : *group) {
      if (!status.ok() || stop_.requested()) break;
      status = build(writer, *change).at(change->object);
    }
    if (status.ok()) continue;
    std::lock_guard lock(mutex_);
    if (failure_.ok()) failure_ = status;
  }
}

// Hours of copy are not given up for a server that is away for a minute. A
// failure may be of the answer alone; or a session that was lost sight of,
// by this run or one before it, has made the index meanwhile.
Status IndexBuild::build(Session& writer, const ProposedChange& change) {
  for (const Statement& statement : change.statements) {
    observer_.statement(statement.sql);
  }
  Patience patience(patience_);
  Status status = build_once(writer, change);
  while (is_there_ && !status.ok() && !stop_.requested()) {
    const auto there = is_there_(change);
    if (there.ok() && there.value()) status = Status();
    if (status.kind() != StatusKind::kRetry) break;
    observer_.note(
        cat(change.object, ": ", status.message(), "; trying again"));
    if (!patience.wait(stop_)) break;
    status = build_once(writer, change);
  }
  // Who was stopped while waiting for a server has failed at nothing.
  const bool waited = is_there_ && status.kind() == StatusKind::kRetry;
  if (waited && stop_.requested()) return {};
  MR_RETURN_IF_ERROR(status);
  moment("schema.after_change");
  std::lock_guard lock(mutex_);
  made_.insert(change.object);
  statements_ += change.statements.size();
  return {};
}

// A session after a failure is not used again.
Status IndexBuild::build_once(Session& writer, const ProposedChange& change) {
  if (!writer) {
    MR_ASSIGN_OR_RETURN(writer, writing_.schema_writer(target_));
  }
  const Status status = writer->run(change.statements);
  if (!status.ok()) writer.reset();
  return status;
}

}  // namespace millrace
