// SPDX-License-Identifier: Apache-2.0
#include "engine/copy_frontier.h"

#include <algorithm>
#include <utility>

namespace millrace {
namespace {

bool is_whole(const Chunk& chunk) { return !chunk.lower && !chunk.upper; }

// Is the transaction part of what `seen` holds?
Result<bool> within(const Position& seen, const CopyFrontier::Place& place) {
  if (place.after.kind != PositionKind::kNone) {
    return reached(seen, place.after);
  }
  // Files order all transactions and `seen` stands between two of them, so
  // one that begins before it also ends before it. GTIDs promise no order.
  if (place.before.kind != PositionKind::kFile) return false;
  MR_ASSIGN_OR_RETURN(const bool behind, reached(place.before, seen));
  return !behind;
}

}  // namespace

void CopyFrontier::add_source(const std::string& source,
                              const Position& visible) {
  std::lock_guard lock(mutex_);
  visible_[source].position = visible;
}

void CopyFrontier::add_road(const RoadId& id, std::unique_ptr<KeyOrder> order,
                            const std::vector<ChunkRecord>& done) {
  std::lock_guard lock(mutex_);
  numbers_[id] = roads_.size();
  Road& road = roads_.emplace_back();
  road.id = id;
  road.order = std::move(order);
  for (const ChunkRecord& record : done) {
    road.pieces.push_back({record.chunk, true, true, {}});
  }
  join_pieces(road);
}

CopyFrontier::Road& CopyFrontier::road_of(const RoadId& id) {
  return roads_[numbers_.at(id)];
}

// Into its place by number.
void CopyFrontier::put(Road& road, Piece piece) {
  const auto at = std::lower_bound(road.pieces.begin(), road.pieces.end(),
                                   piece, [](const Piece& a, const Piece& b) {
                                     return a.chunk.number < b.chunk.number;
                                   });
  if (at == road.pieces.end() || at->chunk.number != piece.chunk.number) {
    road.pieces.insert(at, std::move(piece));
  } else if (piece.in) {
    *at = std::move(piece);
  }
}

void CopyFrontier::join_pieces(Road& road) {
  std::vector<Piece> joined;
  for (Piece& piece : road.pieces) {
    const bool touches = !joined.empty() && joined.back().in && piece.in &&
                         joined.back().chunk.upper &&
                         joined.back().chunk.upper == piece.chunk.lower;
    if (touches) {
      joined.back().chunk.number = piece.chunk.number;
      joined.back().chunk.upper = std::move(piece.chunk.upper);
    } else {
      joined.push_back(std::move(piece));
    }
  }
  road.pieces = std::move(joined);
}

void CopyFrontier::reading(const RoadId& id, const Chunk& chunk) {
  std::lock_guard lock(mutex_);
  Road& road = road_of(id);
  const Position& seen = visible_[id.source].position;
  if (road.pieces.empty()) road.first_seen = seen;
  put(road, {chunk, false, false, seen});
}

void CopyFrontier::committing(const RoadId& id, uint32_t chunk) {
  std::lock_guard lock(mutex_);
  for (Piece& piece : road_of(id).pieces) {
    if (piece.chunk.number == chunk) piece.may_be_in = true;
  }
}

void CopyFrontier::is_in(const RoadId& id, const Chunk& chunk) {
  std::lock_guard lock(mutex_);
  Road& road = road_of(id);
  put(road, {chunk, true, true, {}});
  join_pieces(road);
  changed_.notify_all();
}

void CopyFrontier::is_copied(const RoadId& id) {
  std::lock_guard lock(mutex_);
  Road& road = road_of(id);
  road.copied = true;
  road.pieces.clear();
  changed_.notify_all();
}

void CopyFrontier::visible(const std::string& source,
                           const Position& position) {
  std::lock_guard lock(mutex_);
  visible_[source] = {position, false};
  changed_.notify_all();
}

void CopyFrontier::wait_until_asked(const std::string& source,
                                    std::chrono::milliseconds longest) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return visible_.at(source).asked; });
}

int CopyFrontier::find(const RoadId& id) const {
  std::lock_guard lock(mutex_);
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? -1 : static_cast<int>(found->second);
}

Result<bool> CopyFrontier::may_take(const std::string& source,
                                    const Place& place) const {
  std::lock_guard lock(mutex_);
  const Visible& visible = visible_.at(source);
  MR_ASSIGN_OR_RETURN(const bool seen, within(visible.position, place));
  if (!seen && !std::exchange(visible.asked, true)) changed_.notify_all();
  return seen;
}

// Null when no chunk that was begun holds the row's key. While a chunk that
// was cut short is on its way it still stands for what was cut off; that was
// begun later, so what is known of the first holds for it too.
bool CopyFrontier::piece_of(const Road& road, Row row, const Piece** piece) {
  *piece = nullptr;
  if (road.pieces.size() == 1 && is_whole(road.pieces[0].chunk)) {
    *piece = &road.pieces[0];
    return true;
  }
  if (!road.order) return false;
  bool known = true;
  const auto at = std::partition_point(
      road.pieces.begin(), road.pieces.end(), [&](const Piece& one) {
        if (!one.chunk.upper) return false;
        const auto up_to = road.order->up_to(row, *one.chunk.upper);
        known = known && up_to;
        return !up_to.value_or(true);
      });
  if (!known) return false;
  if (at == road.pieces.end()) return true;
  if (at->chunk.lower) {
    const auto before = road.order->up_to(row, *at->chunk.lower);
    if (!before) return false;
    if (*before) return true;
  }
  *piece = &*at;
  return true;
}

Result<CopyFrontier::Held> CopyFrontier::held(int number, Row row,
                                              const Place& place) const {
  std::lock_guard lock(mutex_);
  const Road& road = roads_[number];
  if (road.copied) return Held::kIn;
  if (road.pieces.empty()) return Held::kOut;
  const Piece* piece = nullptr;
  if (!piece_of(road, row, &piece)) {
    // Of what the first chunk to be read cannot lack, each has its part.
    const bool some_in =
        std::any_of(road.pieces.begin(), road.pieces.end(),
                    [](const Piece& one) { return one.may_be_in; });
    if (some_in) return Held::kWait;
    MR_ASSIGN_OR_RETURN(const bool everywhere, within(road.first_seen, place));
    return everywhere ? Held::kOut : Held::kWait;
  }
  if (piece == nullptr) return Held::kOut;
  if (piece->in) return Held::kIn;
  // A row that came with it may have been taken out again, to make room for
  // another: only once the copy knows can it be told what there is to do.
  if (piece->may_be_in) return Held::kWait;
  MR_ASSIGN_OR_RETURN(const bool contained, within(piece->seen, place));
  return contained ? Held::kOut : Held::kWait;
}

Result<bool> CopyFrontier::settled(const std::string& source,
                                   const Place& place) const {
  std::lock_guard lock(mutex_);
  for (const Road& road : roads_) {
    if (road.id.source != source) continue;
    for (const Piece& piece : road.pieces) {
      if (piece.in) continue;
      MR_ASSIGN_OR_RETURN(const bool contained, within(piece.seen, place));
      if (!contained) return false;
    }
  }
  return true;
}

void CopyFrontier::wait(std::chrono::milliseconds longest) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest);
}

}  // namespace millrace
