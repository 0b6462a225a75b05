// SPDX-License-Identifier: Apache-2.0
//
// ApplyRun: one run of apply, phase by phase: schema_phase.cc,
// ledger_phase.cc, copy_phase.cc, stream_phase.cc. Only apply.cc makes one.
// Every phase asks the ledger what is left of it, does that, and may be ended
// anywhere. Thread: one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "apply/apply.h"
#include "apply/copied_tables.h"
#include "apply/copy_follower.h"
#include "apply/ledger_keeper.h"
#include "apply/target_replay.h"
#include "copy/copier.h"
#include "stream/streamer.h"

namespace millrace {

class ApplyRun {
 public:
  struct Context {
    const SourceEngine& source;
    const TargetReading& reading;
    const TargetWriting& writing;
    Observer& observer;
    const Stop& stop;
  };

  ApplyRun(const Context& context, const Plan& plan,
           const ApplyOptions& options, const Proposal& proposal,
           LedgerKeeper& ledger, Endpoint target,
           std::map<std::string, Endpoint> sources);

  Result<ApplyResult> run();

 private:
  bool stopped() const { return context_.stop.requested(); }
  bool wants_stream(const std::string& source) const;
  Status read_ledger();

  // schema_phase.cc
  Status schema_phase();
  Status change_schema();
  Result<SchemaWriter*> schema_writer();
  Status run_statements(const ProposedChange& change);
  Status run_batch(const std::vector<const ProposedChange*>& batch);
  Status build_indexes(bool after_copy_end);
  Status build(const std::vector<const ProposedChange*>& changes);
  Result<bool> index_there(const ProposedChange& change) const;

  // ledger_phase.cc
  Status take_over_names();
  Status record_tables(bool streamed);

  // copy_phase.cc
  Status copy_phase();
  Status record_starts();
  Status begin_streams(const std::vector<const Route*>& fresh,
                       std::map<std::string, Position>* now);
  Status record_new_road(Ledger& ledger, const Route& route,
                         const Position& now,
                         const std::set<QualifiedName>& created);
  Status compare_sources(
      const std::vector<const Route*>& roads,
      const std::function<Status(const Route&, const Table*)>& look);
  Status check_unchanged(const std::vector<const Route*>& fresh);
  bool source_altered();
  Status clear_tables();
  Result<std::vector<CopyItem>> copy_items();
  Status copy(const std::vector<CopyItem>& items);
  Status follow_copy(const std::vector<CopyItem>& items,
                     CopyFollower* follower);
  CopySetup copy_setup(const std::vector<CopyItem>& items,
                       CopiedTables& copied);
  Result<SnapshotReader*> snapshot(const std::string& source);
  Result<Position> ask_position(const std::string& source);
  Result<Position> position_now(const std::string& source);

  // stream_phase.cc
  Status stream_phase();
  void make_streamers();
  Status set_goals();
  void sum_up();
  StreamSetup stream_setup(const std::string& source);
  // Streams every source to its goal at once; a source without a goal in
  // `goals` is left alone. nullptr = until stopped.
  Status stream_to(const std::map<std::string, Position>* goals);
  Result<std::map<std::string, Position>> copy_ends();
  Status note_stream_end(const std::string& source, const Status& status);

  Context context_;
  const Plan& plan_;
  const ApplyOptions& options_;
  const Proposal& proposal_;
  LedgerKeeper& ledger_;
  const Endpoint target_;
  const std::map<std::string, Endpoint> sources_;

  LedgerState state_;  // as read last
  ApplyResult result_;
  std::set<std::string> indexes_made_;  // in this run, by object
  // Tables that an earlier run made, whose roads were forgotten in this one.
  std::set<QualifiedName> ours_;
  bool copied_any_ = false;
  bool proposal_outdated_ = false;  // the source altered a table since
  Stop streams_halt_;  // follows the run's stop; ends all streams together
  std::unique_ptr<SchemaWriter> schema_writer_;  // while one is needed
  std::map<std::string, std::unique_ptr<SnapshotReader>> snapshots_;
  std::unique_ptr<TargetReplay> replay_;
  std::map<std::string, std::unique_ptr<Streamer>> streamers_;
  std::map<std::string, Position> goals_;
};

}  // namespace millrace
