// SPDX-License-Identifier: Apache-2.0
//
// Streamer: follows one source. Whole source transactions, as many as are
// there, folded (change_batch.h) and applied with their position in one
// target transaction; a transaction larger than memory is applied in pieces
// inside one target transaction. It may do so beside a copy (copy_join.h).
// Restarts from the ledger's position after anything that may pass. Thread:
// run() blocks its caller.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/patience.h"
#include "base/status.h"
#include "base/stop.h"
#include "engine/copy_frontier.h"
#include "engine/observer.h"
#include "engine/source.h"
#include "engine/target.h"
#include "model/finding.h"
#include "plan/plan.h"
#include "route/large_rows.h"
#include "stream/cascade.h"
#include "stream/change_batch.h"
#include "stream/copy_join.h"
#include "stream/log_pump.h"
#include "stream/schema_replay.h"

namespace millrace {

// One road of the source, as the ledger has it.
struct StreamRoad {
  const Route* route = nullptr;
  Position from;  // its copy holds everything up to here
};

// Up to a place in the log, rows of a target table may be ahead of the stream.
struct RowsAhead {
  QualifiedName to;  // nameless = of any table
  Position until;
};

// What the ledger says of a stream.
struct StreamStart {
  StreamRecord record;  // where to begin
  std::vector<RowsAhead> copy_ends;
};

struct StreamSetup {
  std::string plan;
  std::string source_name;
  Limits limits;
  const SourceEngine* source = nullptr;
  Endpoint source_endpoint;
  const TargetWriting* target = nullptr;
  Endpoint target_endpoint;
  std::vector<StreamRoad> roads;
  // Read afresh each time the log is opened.
  std::function<Result<StreamStart>()> read_start;
  // Null = no statement is replayed.
  SchemaReplay* replay = nullptr;
  // A target transaction takes in source transactions until it holds this
  // many changes, or its share of the memory, or until no more are waiting.
  uint64_t batch_changes = 60'000;
  // Full batches of transactions older than this go by two sessions.
  std::chrono::microseconds lanes_behind = std::chrono::seconds(5);
  // How long the source waits while nothing is read (ChangeLogOptions). Twice
  // as long after each time that it was not long enough.
  std::chrono::seconds source_stall = ChangeLogOptions().stall;
  // Before a session is opened again: is the plan's lock still ours?
  std::function<Status()> ensure_lock;
};

struct StreamTotals {
  uint64_t transactions = 0;
  uint64_t rows = 0;
  uint64_t statements = 0;        // of the source, replayed
  std::vector<Finding> findings;  // why it stopped for good
};

class Streamer {
 public:
  Streamer(StreamSetup setup, Observer& observer, const Stop& stop);
  ~Streamer();

  // Until everything up to `goal` is in the target; without a goal, until
  // `stop`. Ok also when `stop` ended it, or a finding did (totals say so).
  Status run(const std::optional<Position>& goal);
  // Beside a copy, until it is `over`: takes what concerns rows that are in.
  // The next run() goes on from there.
  Status run_beside(const CopyFrontier& frontier, const Stop& over);
  const StreamTotals& totals() const { return totals_; }

 private:
  struct Session;  // what one connection to both sides needs

  Status open(std::unique_ptr<Session>* session);
  Status follow(Session& session, const std::optional<Position>& goal,
                bool* reached_goal);
  Status ask(Session& session, TransactionPart& part,
             std::vector<ChangeBatch::Rows>* rows);
  Status hold(Session& session, TransactionPart part);
  void wait_for_copy();
  bool ahead(const Session& session) const;
  bool ahead_of(const LoggedStatement& statement, const Session& session) const;
  Status alter(Session& session, TransactionPart& part);
  std::string reason_to_stop(const LoggedStatement& statement) const;
  Status run_step(Session& session, const TransactionPart& part,
                  const LoggedStatement& statement,
                  SchemaReplay::Prepared prepared);
  void adopt(const SchemaReplay::Prepared& prepared);
  Status take(Session& session, TransactionPart& part);
  Status spill(Session& session);
  Status commit(Session& session);
  bool in_lanes(const Session& session) const;
  Status commit_in_lanes(Session& session);
  Status first_lane(Session& session, const std::vector<TableChanges>& lane,
                    bool evict);
  Status idle(Session& session);
  void stop_before(const LoggedStatement& statement, const Position& at,
                   const char* code, const std::string& reason,
                   const std::string& remedy);
  Status update_ahead(Session& session);
  Status decide(const Position& now);
  void report(Session& session, bool caught_up);
  bool keep_trying(const Status& status);

  StreamSetup setup_;
  Observer& observer_;
  LargeRows large_rows_;
  const Stop* stop_;                        // of the run at hand
  const CopyFrontier* frontier_ = nullptr;  // of run_beside()
  Patience patience_;
  // What waits for the copy, while no session is open.
  struct Held;
  std::unique_ptr<Held> held_;
  std::vector<RowsAhead> ahead_;  // commits whose outcome was not known
  // A step whose outcome was not known, and the position behind it.
  std::optional<SchemaReplay::Prepared> undecided_;
  Position undecided_at_;
  StreamTotals totals_;
  std::chrono::steady_clock::time_point lanes_off_until_ = {};
};

}  // namespace millrace
