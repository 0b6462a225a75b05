// SPDX-License-Identifier: Apache-2.0
//
// Part of Streamer: far behind, a batch is applied by two sessions at once.
// The first commits its part with the note of how far rows may now be ahead
// of the stream; then the second commits its part with the position. Between
// the two commits, and after a crash between them, the target is what it is
// after a copy: rows that are ahead, and a log that brings them again.
#include <algorithm>
#include <thread>

#include "base/clock.h"
#include "base/moment.h"
#include "stream/lanes.h"
#include "stream/streamer_session.h"

namespace millrace {
namespace {

constexpr std::chrono::seconds kOffAfterFailure{60};
// Each table of a lane costs statements and a note of its own.
constexpr size_t kMostTables = 32;

// Of the roads into the tables of the lane.
std::vector<RoadId> roads_of(const std::vector<TableChanges>& lane,
                             const std::vector<StreamRoad>& roads) {
  std::vector<RoadId> ids;
  for (const StreamRoad& road : roads) {
    if (std::any_of(lane.begin(), lane.end(), [&](const TableChanges& t) {
          return t.shape->table == road.route->id.to;
        })) {
      ids.push_back(road.route->id);
    }
  }
  return ids;
}

}  // namespace

// A whole number of source transactions, and none of them recent: whoever
// reads the target sees the past in any case.
bool Streamer::in_lanes(const Session& session) const {
  const auto behind = std::chrono::microseconds(wall_clock_us() -
                                                session.pending.commit_time_us);
  return setup_.limits.writers > 1 && !session.open && !session.inside &&
         !session.join && session.cascades.empty() &&
         session.writer->takes_lanes() && behind > setup_.lanes_behind &&
         std::chrono::steady_clock::now() >= lanes_off_until_;
}

Status Streamer::commit_in_lanes(Session& session) {
  const std::vector<TableChanges>& net = session.batch.net();
  const Lanes lanes = divide(net);
  if (net.size() > kMostTables || lanes[0].empty() || lanes[1].empty()) {
    return commit(session);
  }
  const std::vector<RoadId> roads = roads_of(lanes[0], setup_.roads);
  // Until it is known otherwise: should this fail, rows may be ahead.
  session.open = true;
  Status first;
  Status second;
  {
    const bool evict = ahead(session);
    std::jthread beside([&] { first = first_lane(session, lanes[0], evict); });
    second = session.writer->begin_lane();
    if (second.ok()) {
      second = session.writer->apply(lanes[1], evict).status();
    }
  }
  if (first.ok() && second.ok()) {
    first = session.second->commit_lane(setup_.plan, roads,
                                        session.pending.position);
  }
  if (!first.ok() || !second.ok()) {
    lanes_off_until_ = std::chrono::steady_clock::now() + kOffAfterFailure;
    return first.ok() ? second : first;
  }
  moment("stream.lane.committed");
  session.batch.clear();
  session.ahead.push_back({{}, session.pending.position});
  return commit(session);
}

Status Streamer::first_lane(Session& session,
                            const std::vector<TableChanges>& lane, bool evict) {
  if (!session.second) {
    MR_ASSIGN_OR_RETURN(
        session.second,
        setup_.target->change_writer(setup_.target_endpoint, setup_.plan));
  }
  MR_RETURN_IF_ERROR(session.second->begin_lane());
  return session.second->apply(lane, evict).status();
}

}  // namespace millrace
