// SPDX-License-Identifier: Apache-2.0
#include "report/plan_status.h"

#include <algorithm>

#include "report/copy_work.h"

namespace millrace {
namespace {

// As the copy goes, a table's chunks are counted up to what its rows say.
uint64_t chunks_of(const RoadRecord& road) {
  if (road.copied) return road.chunks_done;
  const uint64_t known = std::max(road.chunks_estimate, road.chunks_done);
  if (road.rows_copied == 0) return known;
  const double whole = static_cast<double>(road.rows_estimate) /
                       static_cast<double>(road.rows_copied);
  const auto by_rows =
      static_cast<uint64_t>(static_cast<double>(road.chunks_done) * whole);
  return std::max({known, by_rows, road.chunks_done + 1});
}

// The share of a copy that is in, and what came in the last minute, of its
// work as copy_work.h measures it.
struct Work {
  double all = 0;
  double done = 0;
  double lately = 0;
  void operator+=(const Work& other) {
    all += other.all;
    done += other.done;
    lately += other.lately;
  }
};

Work road_work(const RoadRecord& road, const CopyStatus& copy,
               const CopyPace::Road* pace) {
  Work work;
  work.all = work_of(copy.rows_estimate, copy.bytes_estimate);
  if (copy.rows_estimate == 0) {
    work.done = road.copied ? work.all : 0;
    return work;
  }
  const double a_row = work.all / static_cast<double>(copy.rows_estimate);
  work.done = road.copied ? work.all : a_row * static_cast<double>(copy.rows);
  if (pace != nullptr) work.lately = a_row * static_cast<double>(pace->rows);
  return work;
}

void tell_pace(const Work& work, double seconds, bool running,
               CopyStatus* copy) {
  if (!running || work.lately <= 0 || seconds <= 0) return;
  copy->seconds_left =
      std::max(0.0, work.all - work.done) / (work.lately / seconds);
}

CopyStatus copy_status(const RoadRecord& road, const CopyPace& paces,
                       bool running, Work* work) {
  CopyStatus copy;
  copy.rows = road.rows_copied;
  copy.bytes = road.bytes_copied;
  copy.rows_estimate = road.rows_estimate;
  copy.bytes_estimate = road.source_table.bytes_estimate;
  const CopyPace::Road* pace = paces.road(road.id);
  if (pace != nullptr) copy.chunks_repeated = pace->chunks_repeated;
  CopyStatus measured = copy;
  measured.rows_estimate =
      road.copied ? copy.rows : std::max(copy.rows_estimate, copy.rows);
  *work = road_work(road, measured, pace);
  if (road.copied) return copy;
  if (pace != nullptr && paces.seconds > 0 && running) {
    copy.rows_per_second = static_cast<double>(pace->rows) / paces.seconds;
    copy.bytes_per_second = static_cast<double>(pace->bytes) / paces.seconds;
  }
  tell_pace(*work, paces.seconds, running, &copy);
  return copy;
}

TableStatus table_status(const RoadId& id, const StatusInput& input,
                         Work* work) {
  const LedgerState& ledger = input.ledger;
  TableStatus out;
  out.road = id;
  out.phase = "schema";
  const RoadRecord* road = ledger.road(id);
  if (road == nullptr) return out;
  // Without a stream record a copied table rests in "copy": nothing of the
  // log has reached it, and none may be wanted.
  const bool streams = ledger.stream(id.source) != nullptr;
  out.copied = road->copied;
  out.phase = road->copied && streams ? "stream" : "copy";
  out.copy = copy_status(*road, input.pace, !input.lock_holder.empty(), work);
  out.chunks_done = road->chunks_done;
  out.chunks = chunks_of(*road);
  return out;
}

void add(const CopyStatus& one, CopyStatus* all) {
  all->rows += one.rows;
  all->rows_estimate += one.rows_estimate;
  all->bytes += one.bytes;
  all->bytes_estimate += one.bytes_estimate;
  all->chunks_repeated += one.chunks_repeated;
  all->rows_per_second += one.rows_per_second;
  all->bytes_per_second += one.bytes_per_second;
}

// Clocks may differ: never below zero.
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
  // Behind by the age of the first transaction that is missing. How old the
  // last one is that is there says nothing: a source may rest for hours.
  const int64_t waits = now->second.waiting_since_us;
  if (out.caught_up) {
    out.lag_seconds = 0;
  } else if (waits > 0) {
    out.lag_seconds = seconds_since(waits, input.now_us);
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
  // Made, and nothing copied or followed yet.
  for (const AppliedTable& table : input.ledger.tables) {
    for (const AppliedRoad& road : table.roads) {
      roads.push_back({road.source, road.from, table.desired.name});
    }
  }
  std::sort(roads.begin(), roads.end());
  roads.erase(std::unique(roads.begin(), roads.end()), roads.end());
  Work all;
  for (const RoadId& id : roads) {
    Work work;
    out.tables.push_back(table_status(id, input, &work));
    add(out.tables.back().copy, &out.copy);
    all += work;
  }
  if (all.done < all.all) {
    tell_pace(all, input.pace.seconds, !out.run.empty(), &out.copy);
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
