// SPDX-License-Identifier: Apache-2.0
//
// ledger_sql: the statements that touch the ledger's tables
// (docs/ledger.md), in database "millrace" on MySQL and MariaDB; on DRDS
// inside the target's database, their names beginning with "millrace_". The
// two that advance progress are run by the writers, in the transaction of
// the data they describe. Lines are found by a digest of their names: six
// names of 64 characters are too long for a key of MySQL 5.6. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "engine/ledger.h"
#include "mysql/session.h"

namespace millrace::mysql {

inline constexpr int kLedgerFormat = 1;

// "`millrace`.`roads`" of "roads".
std::string ledger_table(const Session& session, std::string_view name);
// The database and the name prefix that ledger_table() puts together.
std::string ledger_database(const Session& session);
std::string ledger_prefix(const Session& session);

std::vector<std::string> ledger_tables(const Session& session);

std::string plan_id(const std::string& plan);
std::string stream_id(const std::string& plan, const std::string& source);
std::string road_id(const std::string& plan, const RoadId& road);
std::string applied_id(const std::string& plan, const QualifiedName& table);

// Ledgers of earlier releases do not note when a chunk was done, nor how
// many were repeated; what adds that to one that is there.
Result<bool> pace_columns_there(Session& session);
std::vector<std::string> pace_columns(const Session& session);

// Ledgers of earlier releases have no "tables".
Result<bool> applied_tables_there(Session& session);

// A list of key parts (bytes, not always text) as one text, and back.
std::string bound_text(const KeyBound& bound);
KeyBound bound_from_text(std::string_view text);

// Up to there the road's rows may be ahead of the stream; `copied` = and now
// all are there. Broken when the road is not in the ledger.
Status set_copy_end(Session& session, const std::string& plan,
                    const RoadId& road, const Position& up_to, bool copied);

// Adds the chunk's line. Broken when the road is not in the ledger, or the
// chunk is there already: then someone else wrote this chunk.
Status insert_chunk(Session& session, const std::string& plan,
                    const RoadId& road, const ChunkRecord& done);
// What a target table was made for, written whether it is known or not.
Status put_applied_table(Session& session, const std::string& plan,
                         const AppliedTable& table);
Status drop_applied_table(Session& session, const std::string& plan,
                          const QualifiedName& table);
// Moves the stream on. Broken when the stream is not in the ledger.
Status advance_stream(Session& session, const std::string& plan,
                      const StreamRecord& progress);

}  // namespace millrace::mysql
