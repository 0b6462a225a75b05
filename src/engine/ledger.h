// SPDX-License-Identifier: Apache-2.0
//
// Ledger: millrace's own tables in the target (docs/ledger.md is the
// grammar). What is in it is true because it was committed together with
// the data it describes; phase is read off it, never stored.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "model/catalog.h"
#include "model/position.h"

namespace millrace {

// A key of the source table in neutral text, one per key column.
using KeyBound = std::vector<std::string>;

// Rows with lower < key <= upper, in the source's order; an absent bound is
// open. Chunks of a table are numbered from 0 in key order: the upper bound
// of one is the lower bound of the next. Numbers are left out, for what a
// chunk leaves when it is cut short.
struct Chunk {
  uint32_t number = 0;
  std::optional<KeyBound> lower;
  std::optional<KeyBound> upper;
};

struct ChunkRecord {
  Chunk chunk;
  uint64_t rows = 0;
  uint64_t bytes = 0;  // of the encoded rows
};

// Which source table into which target table: the identity of a road.
struct RoadId {
  std::string source;  // name in the Plan
  QualifiedName from;  // database.table
  QualifiedName to;    // schema.table
  auto operator<=>(const RoadId&) const = default;
};

// By what names the rows of a copy were asked for: for each column of the table
// as it is now the name it had then, "" = it was added since. A list for each
// set of names that was asked by.
using AskedNames = std::vector<std::vector<std::string>>;

struct RoadRecord {
  RoadId id;
  // As it was when the copy began, and behind each statement that the stream
  // has replayed.
  Table source_table;
  AskedNames asked_names;      // empty: by its names, and no others
  std::string road_digest;     // of everything in the Plan that shapes rows
  bool created_by_us = false;  // millrace made the target table
  bool copied = false;         // every chunk is in
  uint64_t rows_estimate = 0;
  uint64_t chunks_estimate = 0;
  // Where the source stood before the first chunk was read: what the log
  // says of this table up to there is in the copy already.
  Position start;
  // Where the source stood when the last chunk was in: from there on the
  // target holds what the source held. kNone until then.
  Position copy_end;
  uint64_t rows_copied = 0;  // sums over the chunk records
  uint64_t bytes_copied = 0;
  uint64_t chunks_done = 0;
  bool operator==(const RoadRecord&) const = default;
};

struct StreamRecord {
  std::string source;
  Position start;     // recorded before the first chunk was read
  Position position;  // everything up to here is in the target
  uint64_t transactions = 0;
  uint64_t rows = 0;
  int64_t commit_time_us = 0;  // of the last applied source transaction
  std::string error;           // why it stopped last time, "" when it runs
  bool operator==(const StreamRecord&) const = default;
};

// What a target table was made for: as of the last apply that saw to its
// schema. Tells an edit of the Plan from drift of the source and from a hand
// on the target.
struct AppliedRoad {
  std::string source;
  QualifiedName from;
  Table source_table;
  std::string shape;  // Route::shape_json(): how rows are made
  bool operator==(const AppliedRoad&) const = default;
};
struct AppliedTable {
  Table desired;                   // of the target, `name` included
  std::vector<AppliedRoad> roads;  // that lead into it, sorted
  bool operator==(const AppliedTable&) const = default;
  const AppliedRoad* road(const RoadId& id) const;
};

// As the ledger keeps them, whatever its engine.
std::string road_table_to_json(const Table& table, const AskedNames& names);
Status road_table_from_json(std::string_view text, RoadRecord* road);
std::string applied_table_to_json(const AppliedTable& table);
Result<AppliedTable> applied_table_from_json(const std::string& json);

struct LedgerState {
  bool exists = false;  // the plan is in the ledger
  std::string plan_digest;
  std::vector<RoadRecord> roads;      // sorted by id
  std::vector<StreamRecord> streams;  // sorted by source
  std::vector<AppliedTable> tables;   // sorted by name; may lack some
  // Adds to `tables`, in any order; what the roads know of the same source
  // tables is held once. The roads are there, sorted.
  void add_table(AppliedTable table);
  const RoadRecord* road(const RoadId& id) const;
  const StreamRecord* stream(const std::string& source) const;
  const AppliedTable* table(const QualifiedName& name) const;
  bool operator==(const LedgerState&) const = default;
};

// How fast copies went of late, by the target's own clock: what was committed
// in the `seconds` up to the moment of asking. Empty where nothing was, and
// where the ledger is of a release that did not note it.
struct CopyPace {
  struct Road {
    RoadId id;
    uint64_t rows = 0;
    uint64_t bytes = 0;
    uint64_t chunks_repeated = 0;  // since the copy began
  };
  double seconds = 0;
  std::vector<Road> roads;  // sorted by id; those with nothing left out
  const Road* road(const RoadId& id) const;
};
inline constexpr int kPaceSeconds = 60;

// Reads only; `plan`, `status` and `verify` need no more.
class LedgerReader {
 public:
  virtual ~LedgerReader() = default;
  // exists = false when there is no ledger, or none of this plan.
  virtual Result<LedgerState> read(const std::string& plan) = 0;
  virtual Result<std::vector<ChunkRecord>> chunks(const std::string& plan,
                                                  const RoadId& road) = 0;
  // Is a run holding the plan's lock? "" or who ("pid 4711 on host since…").
  virtual Result<std::string> lock_holder(const std::string& plan) = 0;
  virtual Result<CopyPace> pace(const std::string& /*plan*/) {
    return CopyPace();
  }
};

class Ledger : public LedgerReader {
 public:
  // Makes the ledger's tables when they are not there.
  virtual Status create() = 0;
  // What `writes` records comes with one commit where the engine can, so that
  // many records cost one; all of it or nothing then. Not to be nested.
  virtual Status atomically(const std::function<Status()>& writes) {
    return writes();
  }
  // One run per plan, held by the ledger's session until it ends. Waits up to
  // `patience_ms` for a dead holder's sessions to go; also waits until every
  // writer session of an earlier run has gone, so that no late commit of
  // theirs can follow. Code "S105" when another run holds it.
  virtual Status lock(const std::string& plan, int patience_ms) = 0;
  // Is the session that holds the lock still there? Retry when it is not.
  virtual Status check_lock() = 0;
  virtual Status record_plan(const std::string& plan,
                             const std::string& digest) = 0;
  virtual Status record_road(const std::string& plan,
                             const RoadRecord& road) = 0;
  virtual Status record_copied(const std::string& plan, const RoadId& road,
                               const Position& copy_end) = 0;
  // A chunk of the road was not taken and is read again.
  virtual Status record_repeated(const std::string& /*plan*/,
                                 const RoadId& /*road*/) {
    return {};
  }
  virtual Status record_stream(const std::string& plan,
                               const StreamRecord& stream) = 0;
  virtual Status record_stream_error(const std::string& plan,
                                     const std::string& source,
                                     const std::string& error) = 0;
  // Drops records, never data. An absent road = the whole plan.
  virtual Status forget(const std::string& plan,
                        const std::optional<RoadId>& road) = 0;
  // Drops one source's stream record.
  virtual Status forget_stream(const std::string& plan,
                               const std::string& source) = 0;
  // A target table, renamed or made for something else. A ledger that does
  // not keep these can say less about why something changes, no more.
  virtual Status record_table(const std::string& /*plan*/,
                              const AppliedTable& /*table*/) {
    return {};
  }
  virtual Status forget_table(const std::string& /*plan*/,
                              const QualifiedName& /*table*/) {
    return {};
  }
  // Ends what a ChangeWriter of this stream began (ChangeWriter::alter) and
  // was cut off from. No writer of the stream is at work.
  virtual Status settle(const std::string& /*plan*/,
                        const std::string& /*source*/) {
    return {};
  }
  // The road and its chunks go on under another target table: it was
  // renamed. Refused where an engine cannot.
  virtual Status move_road(const std::string& /*plan*/, const RoadId& /*from*/,
                           const RoadId& /*to*/) {
    return Status::refused("this ledger cannot rename a target table");
  }
};

}  // namespace millrace
