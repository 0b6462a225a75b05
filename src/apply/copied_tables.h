// SPDX-License-Identifier: Apache-2.0
//
// CopiedTables: tells the ledger of tables whose every chunk is in, each with
// a place of its source that is later than its last chunk. One that comes
// alone is told at once; of many that come in a burst a few hundred share a
// question to the source and a commit. A table that was not told before a
// crash has its chunks in the ledger, and is told by the next run.
// Thread: one caller at a time.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "apply/ledger_keeper.h"
#include "base/status.h"
#include "engine/ledger.h"

namespace millrace {

class CopiedTables {
 public:
  // `position` of a source as of now; kNone where nothing streams from it.
  using AskPosition =
      std::function<Result<Position>(const std::string& source)>;

  CopiedTables(LedgerKeeper& ledger, std::string plan, AskPosition position)
      : ledger_(ledger),
        plan_(std::move(plan)),
        position_(std::move(position)) {}

  Status add(const RoadId& road);
  // Tells of all that came; before anything rests on the ledger's word.
  Status flush();

 private:
  using Clock = std::chrono::steady_clock;

  LedgerKeeper& ledger_;
  const std::string plan_;
  const AskPosition position_;
  std::vector<RoadId> waiting_;
  Clock::time_point flushed_ = {};
};

}  // namespace millrace
