// SPDX-License-Identifier: Apache-2.0
//
// What Streamer holds while it is connected to both sides, and what it keeps
// of a session that waits for a copy. Only streamer*.cc see it.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "stream/streamer.h"

namespace millrace {

struct Streamer::Session {
  explicit Session(const std::vector<const Route*>& routes)
      : batch(routes), cascades(routes) {}

  std::unique_ptr<LogPump> pump;
  std::unique_ptr<ChangeWriter> writer;
  std::unique_ptr<ChangeWriter> second;  // once there are lanes
  ChangeBatch batch;
  CascadeMap cascades;
  StreamRecord record;             // as committed
  StreamRecord pending;            // with what the batch holds
  bool open = false;               // a target transaction has begun
  bool inside = false;             // the batch ends inside a source transaction
  std::vector<RowsAhead> ahead;    // ends not yet passed
  std::shared_ptr<CopyJoin> join;  // beside a copy
  std::chrono::steady_clock::time_point written = {};
};

struct Streamer::Held {
  TransactionPart part;
  Position before;
  std::shared_ptr<CopyJoin> join;
};

}  // namespace millrace
