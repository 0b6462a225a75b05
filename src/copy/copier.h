// SPDX-License-Identifier: Apache-2.0
//
// Copier: the full copy. Several readers and several writers at once; every
// chunk is one transaction on the target, together with its ledger line, so
// a copy may be ended anywhere and goes on from the chunks that are in.
//
// A chunk that fails with kRetry is done again as long as the copy's
// patience lasts; after a failed commit the ledger is asked whether it took
// place. Anything else ends the copy. Thread: run() blocks its caller.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/patience.h"
#include "base/status.h"
#include "base/stop.h"
#include "copy/chunk_source.h"
#include "engine/copy_frontier.h"
#include "engine/observer.h"
#include "engine/source.h"
#include "engine/target.h"
#include "plan/plan.h"

namespace millrace {

struct CopySetup {
  std::string plan;
  Limits limits;
  const SourceEngine* source = nullptr;
  std::map<std::string, Endpoint> sources;  // by name in the Plan
  const TargetWriting* target = nullptr;
  Endpoint target_endpoint;
  // Every chunk of `items[i]` is in, with these rows and bytes in this run:
  // record it. From writer threads, one call at a time.
  std::function<Status(size_t item, uint64_t rows, uint64_t bytes)> table_done;
  // This chunk's ledger line; nullopt when it is not there.
  std::function<Result<std::optional<ChunkRecord>>(size_t item, uint32_t chunk)>
      chunk_recorded;
  // What one commit holds: a few milliseconds of commit against about a
  // second of rows, and at most this much is done again after a crash.
  uint64_t chunk_bytes = 16 << 20;
  // Before a writer session is opened again: is the plan's lock still ours?
  std::function<Status()> ensure_lock;
  // Where a stream goes on beside the copy: told of every chunk of its roads.
  CopyFrontier* frontier = nullptr;
};

struct CopyTotals {
  uint64_t tables = 0;
  uint64_t rows = 0;
  uint64_t bytes = 0;
  uint64_t chunks = 0;
  uint64_t chunks_repeated = 0;
  ValueCounts values;  // that the Plan's policies changed
  // The longest statement on a source: as long it kept old row versions.
  std::chrono::milliseconds longest_read{0};
};

class Copier {
 public:
  Copier(CopySetup setup, Observer& observer, const Stop& stop)
      : setup_(std::move(setup)), observer_(observer), stop_(stop) {}

  // Ok when every table is in, and when `stop` ended it before (ask `stop`).
  Status run(const std::vector<CopyItem>& items, CopyTotals* totals);

 private:
  CopySetup setup_;
  Observer& observer_;
  const Stop& stop_;
};

}  // namespace millrace
