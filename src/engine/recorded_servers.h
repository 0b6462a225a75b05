// SPDX-License-Identifier: Apache-2.0
//
// RecordingSource, RecordingTarget: real engines that note what is read from
// them. RecordedSource, RecordedTarget: the notes, read in the servers'
// stead. `propose` is given either and knows no difference, so that a plan
// from files is the plan from the servers. Endpoints are told apart by their
// names. Thread: any; one inspector at a time and server.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "engine/server_record.h"
#include "engine/source.h"
#include "engine/target.h"

namespace millrace {

// By the endpoint's name: a source's in the Plan, or "target".
using ServerRecords = std::map<std::string, ServerRecord>;

// One server being recorded: what it said, and what it failed to say.
struct ServerNotes {
  ServerRecord record;
  bool asked = false;
  Status failed;  // the first failure; the record is then worth nothing
  bool complete() const { return asked && failed.ok(); }
};

// A source engine that reads some sources from records and hands the others
// to `live`.
class RecordedSource : public SourceEngine {
 public:
  // `notes`: of the one source that is noted; the others stay unopened then.
  RecordedSource(const SourceEngine& live, const ServerRecords& records,
                 ServerNotes* notes = nullptr)
      : live_(live), records_(records), notes_(notes) {}

  Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint&) const override;
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint&, const ChangeLogOptions&) const override;
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override;

 private:
  const SourceEngine& live_;
  const ServerRecords& records_;
  ServerNotes* notes_;
};

// The same for the target. Its dialect is always the live engine's.
class RecordedTarget : public TargetReading {
 public:
  enum class Reading { kLive, kRecords, kNothing };
  RecordedTarget(const TargetReading& live, Reading reading,
                 const ServerRecords& records, ServerNotes* notes = nullptr)
      : live_(live), reading_(reading), records_(records), notes_(notes) {}

  Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint& endpoint) const override;
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override;
  std::unique_ptr<Dialect> dialect(const Flavor& flavor) const override;

 private:
  const TargetReading& live_;
  const Reading reading_;
  const ServerRecords& records_;
  ServerNotes* notes_;
};

}  // namespace millrace
