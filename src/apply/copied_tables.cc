// SPDX-License-Identifier: Apache-2.0
#include "apply/copied_tables.h"

#include "base/moment.h"

namespace millrace {
namespace {

constexpr size_t kMostWaiting = 500;
constexpr std::chrono::milliseconds kBurst{200};

}  // namespace

Status CopiedTables::add(const RoadId& road) {
  waiting_.push_back(road);
  const bool burst = Clock::now() - flushed_ < kBurst;
  return burst && waiting_.size() < kMostWaiting ? Status() : flush();
}

Status CopiedTables::flush() {
  if (waiting_.empty()) return {};
  std::map<std::string, Position> ends;
  for (const RoadId& road : waiting_) {
    if (ends.count(road.source) != 0) continue;
    MR_ASSIGN_OR_RETURN(ends[road.source], position_(road.source));
  }
  moment("copy.table.before_done");
  MR_RETURN_IF_ERROR(ledger_.write([&](Ledger& ledger) -> Status {
    for (const RoadId& road : waiting_) {
      MR_RETURN_IF_ERROR(
          ledger.record_copied(plan_, road, ends.at(road.source)));
    }
    return {};
  }));
  moment("copy.table.after_done");
  waiting_.clear();
  flushed_ = Clock::now();
  return {};
}

}  // namespace millrace
