// SPDX-License-Identifier: Apache-2.0
//
// CopyFrontier: how far a copy has come, for a stream that goes on beside
// it. Of each key it says whether the target holds its row, will get it with
// a chunk that is yet to be read, or gets it at this moment. That, and not a
// lock on the source, is what joins the two (docs/consistency.md).
//
// The copy tells it of each chunk before its first row is read, and again
// once its commit is certain. Somebody tells it, again and again, up to where
// the source's log is visible to reads. Thread: any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/status.h"
#include "engine/ledger.h"
#include "engine/source.h"
#include "model/cell.h"
#include "model/position.h"

namespace millrace {

class CopyFrontier {
 public:
  // Where a transaction stands in its source's log. `after` is kNone when
  // its end is not known yet, which positions by file alone leave open.
  struct Place {
    const Position& before;
    const Position& after;
  };
  enum class Held {
    kIn,    // the change is to be applied
    kOut,   // a chunk will bring, or brings, what it did
    kWait,  // a chunk was read without it and is not in yet
  };

  // `visible`: every transaction up to here is seen by reads from now on.
  void add_source(const std::string& source, const Position& visible);
  // A road that is being copied. Without an order nothing can be told of a
  // table of which one chunk is in and another not.
  void add_road(const RoadId& road, std::unique_ptr<KeyOrder> order,
                const std::vector<ChunkRecord>& done);

  // ---- the copy
  // To be called before the chunk's first row is asked for: what is visible
  // by then is in it. A chunk that failed stays as it was first: the commit
  // whose answer was lost may still take place, with what was read then.
  void reading(const RoadId& road, const Chunk& chunk);
  // Before its commit is asked for: from here on it may be in.
  void committing(const RoadId& road, uint32_t chunk);
  void is_in(const RoadId& road, const Chunk& chunk);
  void is_copied(const RoadId& road);  // every chunk of it
  void visible(const std::string& source, const Position& position);
  // Waits until a stream has asked for more than is visible, or so long.
  void wait_until_asked(const std::string& source,
                        std::chrono::milliseconds longest) const;

  // ---- the stream
  // -1: not being copied.
  int find(const RoadId& road) const;
  // Has the source made this transaction visible? Before that nothing may
  // be asked of its changes: a chunk that begins could miss them.
  Result<bool> may_take(const std::string& source, const Place& place) const;
  // `row` as it was, or as it is, of a road that find() knows.
  Result<Held> held(int road, Row row, const Place& place) const;
  // Is every chunk that is being read free of doubt about this transaction?
  Result<bool> settled(const std::string& source, const Place& place) const;
  // Waits until something of the above may have changed.
  void wait(std::chrono::milliseconds longest) const;

 private:
  // Chunks that are in and touch are one piece.
  struct Piece {
    Chunk chunk;  // its number: of the last chunk in it
    bool in = false;
    bool may_be_in = false;
    Position seen;  // !in: what is visible in it for certain
  };
  struct Road {
    RoadId id;
    std::unique_ptr<KeyOrder> order;
    std::vector<Piece> pieces;  // in key order
    Position first_seen;        // by its first chunk of this run
    bool copied = false;
  };
  Road& road_of(const RoadId& id);
  // False: which piece it is in cannot be told.
  static bool piece_of(const Road& road, Row row, const Piece** piece);
  void put(Road& road, Piece piece);
  void join_pieces(Road& road);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  struct Visible {
    Position position;
    mutable bool asked = false;  // for more
  };
  std::map<std::string, Visible> visible_;  // by source
  std::map<RoadId, size_t> numbers_;
  std::vector<Road> roads_;
};

}  // namespace millrace
