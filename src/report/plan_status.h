// SPDX-License-Identifier: Apache-2.0
//
// PlanStatus (schemas/status.schema.json): where each table and stream of a
// plan stands. Made from what the ledger and the sources say; phase is read off
// the ledger here and is stored nowhere. Pure: the caller does the asking.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/ledger.h"
#include "model/position.h"
#include "report/paint.h"

namespace millrace {

// What one source said at the moment of asking.
struct SourceNow {
  Position position;  // kNone when it could not be read
  std::string error;  // why not
  // When the first transaction that the target lacks was committed, by the
  // source's clock; 0 = not known, or there is none.
  int64_t waiting_since_us = 0;
};

// How far a copy is: of one table, or of all.
struct CopyStatus {
  uint64_t rows = 0;
  uint64_t rows_estimate = 0;
  uint64_t bytes = 0;           // as they were sent
  uint64_t bytes_estimate = 0;  // of the source's own size
  uint64_t chunks_repeated = 0;
  double rows_per_second = 0;  // of the last minute
  double bytes_per_second = 0;
  std::optional<double> seconds_left;  // absent: cannot be told
};

struct TableStatus {
  RoadId road;
  std::string phase;    // "schema", "copy", "stream"
  bool copied = false;  // every chunk is in
  CopyStatus copy;
  uint64_t chunks_done = 0;
  uint64_t chunks = 0;
};

struct StreamStatus {
  std::string source;
  Position position;
  Position source_position;
  bool caught_up = false;
  std::optional<double> lag_seconds;  // absent: cannot be told
  uint64_t transactions = 0;
  uint64_t rows = 0;
  std::string error;         // why the stream stopped last time
  std::string source_error;  // why the source gave no position
};

struct PlanStatus {
  std::string plan;
  std::string phase;  // of the table that is furthest behind
  std::string run;    // who holds the lock, "" when no run is on
  CopyStatus copy;    // of all tables that are in the ledger
  std::vector<TableStatus> tables;
  std::vector<StreamStatus> streams;
};

struct StatusInput {
  std::string plan;
  LedgerState ledger;
  CopyPace pace;
  std::string lock_holder;
  std::vector<RoadId> roads;  // of the Plan; may name more than the ledger
  std::map<std::string, SourceNow> sources;
  int64_t now_us = 0;  // microseconds since 1970, by our own clock
};
PlanStatus make_status(const StatusInput& input);

std::string status_json(const PlanStatus& status);  // ends with a newline
std::string status_text(const PlanStatus& status, const Paint& paint);

}  // namespace millrace
