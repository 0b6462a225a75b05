// SPDX-License-Identifier: Apache-2.0
#include "apply/index_build.h"

#include <algorithm>
#include <map>
#include <memory>
#include <thread>

#include "base/moment.h"

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
  std::unique_ptr<SchemaWriter> writer;
  while (const Group* group = next()) {
    Status status;
    if (!writer) {
      auto opened = writing_.schema_writer(target_);
      status = opened.status();
      if (status.ok()) writer = std::move(opened).value();
    }
    for (const ProposedChange* change : *group) {
      if (!status.ok() || stop_.requested()) break;
      status = build(*writer, *change).at(change->object);
    }
    if (status.ok()) continue;
    std::lock_guard lock(mutex_);
    if (failure_.ok()) failure_ = status;
  }
}

Status IndexBuild::build(SchemaWriter& writer, const ProposedChange& change) {
  for (const Statement& statement : change.statements) {
    observer_.statement(statement.sql);
  }
  MR_RETURN_IF_ERROR(writer.run(change.statements));
  moment("schema.after_change");
  std::lock_guard lock(mutex_);
  made_.insert(change.object);
  statements_ += change.statements.size();
  return {};
}

}  // namespace millrace
