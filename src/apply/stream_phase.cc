// SPDX-License-Identifier: Apache-2.0
//
// The stream phase of ApplyRun: first to the end of the copy, where the
// target becomes consistent and its unique indexes can be made, then to the
// goal, or on and on.
#include <atomic>
#include <chrono>
#include <thread>

#include "apply/apply_run.h"
#include "base/moment.h"
#include "base/text.h"

namespace millrace {

StreamSetup ApplyRun::stream_setup(const std::string& source) {
  StreamSetup setup;
  setup.plan = plan_.name;
  setup.source_name = source;
  setup.limits = plan_.limits;
  setup.source = &context_.source;
  setup.source_endpoint = sources_.at(source);
  setup.target = &context_.writing;
  setup.target_endpoint = target_;
  for (const Route& route : proposal_.routes) {
    if (route.id.source != source || !route.sync.streams()) continue;
    const RoadRecord* road = state_.road(route.id);
    if (road == nullptr) continue;
    setup.roads.push_back({&route, road->start});
  }
  setup.read_start = [this, source]() -> Result<StreamStart> {
    StreamStart start;
    MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) -> Status {
      MR_RETURN_IF_ERROR(ledger.settle(plan_.name, source));
      MR_ASSIGN_OR_RETURN(const LedgerState state, ledger.read(plan_.name));
      const StreamRecord* found = state.stream(source);
      if (found == nullptr) {
        return Status::broken(cat("the ledger has no stream of ", source));
      }
      start = {*found, {}};
      for (const RoadRecord& road : state.roads) {
        if (road.id.source != source) continue;
        start.copy_ends.push_back({road.id.to, road.copy_end});
      }
      return {};
    }));
    return start;
  };
  setup.replay = replay_.get();
  setup.ensure_lock = [this] { return ledger_.ensure(); };
  return setup;
}

// Once a run: those that followed the copy go on.
void ApplyRun::make_streamers() {
  if (replay_) return;
  replay_ = std::make_unique<TargetReplay>(
      TargetReplay::Setup{&plan_, &context_.source, &context_.reading, target_,
                          sources_, proposal_.target, &state_},
      proposal_.routes);
  for (const StreamRecord& stream : state_.streams) {
    if (!wants_stream(stream.source)) continue;
    streamers_[stream.source] = std::make_unique<Streamer>(
        stream_setup(stream.source), context_.observer, streams_halt_);
  }
}

Status ApplyRun::set_goals() {
  for (const StreamRecord& stream : state_.streams) {
    if (!wants_stream(stream.source)) continue;
    // The goal: where the source stood when the run began or, if later,
    // when its copy ended.
    for (const SourceSummary& summary : proposal_.sources) {
      if (summary.name == stream.source)
        goals_[summary.name] = summary.position;
    }
    if (copied_any_ || goals_[stream.source].kind == PositionKind::kNone) {
      MR_ASSIGN_OR_RETURN(goals_[stream.source], position_now(stream.source));
    }
  }
  return {};
}

// Per source the latest copy end that its stream has not reached.
Result<std::map<std::string, Position>> ApplyRun::copy_ends() {
  std::map<std::string, Position> ends;
  for (const RoadRecord& road : state_.roads) {
    const StreamRecord* stream = state_.stream(road.id.source);
    if (stream == nullptr || streamers_.count(road.id.source) == 0 ||
        road.copy_end.kind == PositionKind::kNone) {
      continue;
    }
    MR_ASSIGN_OR_RETURN(const bool passed,
                        reached(stream->position, road.copy_end));
    if (passed) continue;
    Position& latest = ends[road.id.source];
    if (latest.kind != PositionKind::kNone) {
      MR_ASSIGN_OR_RETURN(const bool later, reached(road.copy_end, latest));
      if (!later) continue;
    }
    latest = road.copy_end;
  }
  return ends;
}

Status ApplyRun::note_stream_end(const std::string& source,
                                 const Status& status) {
  std::string error = status.ok() ? "" : status.message();
  for (const Finding& finding : streamers_[source]->totals().findings) {
    error = cat(finding.code, ": ", finding.message);
  }
  return ledger_.with([&](Ledger& ledger) {
    return ledger.record_stream_error(plan_.name, source, error);
  });
}

Status ApplyRun::stream_to(const std::map<std::string, Position>* goals) {
  std::map<std::string, Status> ended;
  std::atomic<int> running{0};
  std::vector<std::thread> threads;
  for (auto& [source, streamer] : streamers_) {
    std::optional<Position> goal;
    if (goals != nullptr) {
      if (goals->count(source) == 0) continue;
      goal = goals->at(source);
    }
    ++running;
    threads.emplace_back(
        [&, goal, status = &ended[source], one = streamer.get()] {
          *status = one->run(goal);
          // One that ended before its goal ends the others too: the run is over
          // and must say so, not go on without a part of its sources.
          if (!status->ok() || !one->totals().findings.empty() || !goal) {
            streams_halt_.request(StopReason::kFailure);
          }
          --running;
        });
  }
  while (running > 0) {
    if (stopped()) streams_halt_.request(context_.stop.reason());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  for (std::thread& thread : threads) thread.join();
  Status first;
  for (const auto& [source, status] : ended) {
    const auto& found = streamers_[source]->totals().findings;
    result_.findings.insert(result_.findings.end(), found.begin(), found.end());
    const Status noted = note_stream_end(source, status);
    if (first.ok()) first = status.ok() ? noted : status;
  }
  return first;
}

void ApplyRun::sum_up() {
  for (const auto& [source, streamer] : streamers_) {
    result_.transactions += streamer->totals().transactions;
    result_.row_changes += streamer->totals().rows;
    result_.statements += streamer->totals().statements;
  }
}

Status ApplyRun::stream_phase() {
  make_streamers();
  MR_RETURN_IF_ERROR(set_goals());
  if (!streamers_.empty()) context_.observer.phase("stream");
  MR_ASSIGN_OR_RETURN(const auto ends, copy_ends());
  if (!ends.empty()) {
    MR_RETURN_IF_ERROR(stream_to(&ends));
    moment("stream.at_copy_end");
  }
  if (stopped() || !result_.findings.empty()) return {};
  // Indexes that wait for the end of the copy were worded for tables that
  // the source has altered since.
  result_.again = replay_->left_index();
  for (const ProposedChange& change : proposal_.changes) {
    const bool waits =
        change.action == Action::kCreateIndex && change.after_copy_end;
    if (waits && replay_->outdated(change.table)) result_.again = true;
  }
  if (result_.again) return sum_up(), Status();
  MR_RETURN_IF_ERROR(build_indexes(true));
  if (stopped()) return {};
  if (!streamers_.empty()) {
    MR_RETURN_IF_ERROR(stream_to(options_.follow ? nullptr : &goals_));
  }
  sum_up();
  result_.reached =
      !stopped() && !streams_halt_.requested() && result_.findings.empty();
  return {};
}

}  // namespace millrace
