// SPDX-License-Identifier: Apache-2.0
#include "report/plan_status.h"

#include <algorithm>

namespace millrace {
namespace {

TableStatus table_status(const RoadId& id, const LedgerState& ledger) {
  TableStatus out;
  out.road = id;
  out.phase = "schema";
  const RoadRecord* road = ledger.road(id);
  if (road == nullptr) return out;
  // Without a stream record a copied table rests in "copy": nothing of the
  // log has reached it, and none may be wanted.
  const bool streams = ledger.stream(id.source) != nullptr;
  out.phase = road->copied && streams ? "stream" : "copy";
  out.rows_copied = road->rows_copied;
  out.rows_estimate = road->rows_estimate;
  out.chunks_done = road->chunks_done;
  out.chunks = road->copied
                   ? road->chunks_done
                   : std::max(road->chunks_estimate, road->chunks_done);
  return out;
}

// The clocks of source and millrace may differ: never below zero.
double seconds_since(int64_t then_us, int64_t now_us) {
  return now_us > then_us ? static_cast<double>(now_us - then_us) / 1e6 : 0;
}

StreamStatus stream_status(const StreamRecord& record,
                           const StatusInput& input) {
  StreamStatus out;
  out.source = record.source;
  out.position = record.position;
  out.transactions = record.transactions;
  out.rows = record.rows;
  out.error = record.error;
  const auto now = input.sources.find(record.source);
  if (now == input.sources.end()) return out;
  out.source_position = now->second.position;
  out.source_error = now->second.error;
  if (out.source_position.kind != PositionKind::kNone) {
    const Result<bool> there = reached(out.position, out.source_position);
    if (there.ok()) {
      out.caught_up = *there;
    } else {
      out.source_error = there.status().message();
    }
  }
  if (out.caught_up) {
    out.lag_seconds = 0;
  } else if (record.commit_time_us > 0) {
    out.lag_seconds = seconds_since(record.commit_time_us, input.now_us);
  }
  return out;
}

int rank(const std::string& phase) {
  return phase == "schema" ? 0 : phase == "copy" ? 1 : 2;
}

}  // namespace

PlanStatus make_status(const StatusInput& input) {
  PlanStatus out;
  out.plan = input.plan;
  out.run = input.lock_holder;
  std::vector<RoadId> roads = input.roads;
  for (const RoadRecord& road : input.ledger.roads) roads.push_back(road.id);
  std::sort(roads.begin(), roads.end());
  roads.erase(std::unique(roads.begin(), roads.end()), roads.end());
  for (const RoadId& id : roads) {
    out.tables.push_back(table_status(id, input.ledger));
  }
  for (const StreamRecord& stream : input.ledger.streams) {
    out.streams.push_back(stream_status(stream, input));
  }
  out.phase = out.tables.empty() ? "schema" : "stream";
  for (const TableStatus& table : out.tables) {
    if (rank(table.phase) < rank(out.phase)) out.phase = table.phase;
  }
  return out;
}

}  // namespace millrace
