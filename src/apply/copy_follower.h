// SPDX-License-Identifier: Apache-2.0
//
// CopyFollower: lets streams go on beside a copy. It owns the frontier that
// joins the two, a thread per source that looks up to where the source's log
// is visible to reads, and a thread per stream. What ends a stream here is
// said; the stream phase meets it again and decides what it means.
// Thread: start() and end() by one; the frontier by any.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/stop.h"
#include "engine/copy_frontier.h"
#include "engine/observer.h"
#include "engine/source.h"
#include "stream/streamer.h"

namespace millrace {

class CopyFollower {
 public:
  CopyFollower(const SourceEngine& source, Observer& observer)
      : source_(source), observer_(observer) {}
  ~CopyFollower() { end(); }

  CopyFrontier& frontier() { return frontier_; }

  // Before the copy. `visible`: as CopyFrontier::add_source. The streamer
  // outlives the follower.
  void start(const std::string& name, const Endpoint& endpoint,
             const Position& visible, Streamer& streamer);
  // After it, however it ended.
  void end();

 private:
  void look(const std::string& name, const Endpoint& endpoint);
  void keep(const std::string& name, std::unique_ptr<SnapshotReader> session);

  const SourceEngine& source_;
  Observer& observer_;
  CopyFrontier frontier_;
  Stop over_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;  // guards what follows
  std::map<std::string, std::unique_ptr<SnapshotReader>> sessions_;
};

}  // namespace millrace
