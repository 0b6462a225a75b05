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
};

struct TableStatus {
  RoadId road;
  std::string phase;  // "schema", "copy", "stream"
  uint64_t rows_copied = 0;
  uint64_t rows_estimate = 0;
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
  std::vector<TableStatus> tables;
  std::vector<StreamStatus> streams;
};

struct StatusInput {
  std::string plan;
  LedgerState ledger;
  std::string lock_holder;
  std::vector<RoadId> roads;  // of the Plan; may name more than the ledger
  std::map<std::string, SourceNow> sources;
  int64_t now_us = 0;  // microseconds since 1970
};
PlanStatus make_status(const StatusInput& input);

std::string status_json(const PlanStatus& status);  // ends with a newline
std::string status_text(const PlanStatus& status, const Paint& paint);

}  // namespace millrace
