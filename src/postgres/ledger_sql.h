// SPDX-License-Identifier: Apache-2.0
//
// ledger_sql: the statements that touch the ledger's tables; docs/ledger.md
// is the grammar. The two that advance progress are run by the writers, in
// the transaction of the data they describe. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "engine/ledger.h"
#include "engine/target.h"
#include "postgres/session.h"

namespace millrace {

inline constexpr int kLedgerFormat = 1;

// CREATE … IF NOT EXISTS. Some servers do not know that of a schema: it is
// made when it is not there.
std::vector<std::string> ledger_tables(const Flavor& flavor, bool schema_there);

// A list of key parts as bytea[] (they are bytes, not always text).
std::string bound_array(const KeyBound& bound);
KeyBound bound_from_array(std::string_view array);

// Ledgers of earlier releases do not note when a chunk was done, nor how
// many were repeated; what adds that to one that is there.
Result<bool> pace_columns_there(Session& session);
std::vector<std::string> pace_columns();

// Is the table of applied target tables there? A ledger of an earlier
// release has none until `apply` makes it.
Result<bool> applied_tables_there(Session& session);

// The five names of a road as parameters, after `plan`.
Session::Params road_params(const std::string& plan, const RoadId& road);
// " AND source = $2 AND …" to go with them.
extern const char* const kRoadMatch;

// Up to there the road's rows may be ahead of the stream; `copied` = and now
// all are there. Broken when the road is not in the ledger.
Status set_copy_end(Session& session, const std::string& plan,
                    const RoadId& road, const Position& up_to, bool copied);

// Adds the chunk's line. Broken when the road is not in the ledger, or the
// chunk is there already: then someone else wrote this chunk.
Status insert_chunk(Session& session, const std::string& plan,
                    const RoadId& road, const ChunkRecord& done);
// A road whose source table has another shape from here on. Broken when it
// is not in the ledger.
Status update_road(Session& session, const std::string& plan,
                   const SchemaStep::Road& road);
// The road and its chunks under another name.
Status rename_road(Session& session, const std::string& plan,
                   const RoadId& from, const RoadId& to);
Status drop_applied_table(Session& session, const std::string& plan,
                          const QualifiedName& table);
// Writes what a target table was made for, whether it is known or not.
Status put_applied_table(Session& session, const std::string& plan,
                         const AppliedTable& table);
// Moves the stream on. Broken when the stream is not in the ledger.
Status advance_stream(Session& session, const std::string& plan,
                      const StreamRecord& progress);

}  // namespace millrace
