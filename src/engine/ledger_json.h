// SPDX-License-Identifier: Apache-2.0
//
// What the ledger holds of a Plan as JSON and back, for saved catalogs: the
// one list of these structs' fields (base/json_fields.h). Thread: values.
#pragma once

#include "engine/ledger.h"
#include "model/server_facts_json.h"

namespace millrace {

template <typename Io>
void fields(Io& io, RoadId& id) {
  auto& [source, from, to] = id;
  io("source", source);
  io("from_schema", from.schema)("from_table", from.table);
  io("to_schema", to.schema)("to_table", to.table);
}

template <typename Io>
void fields(Io& io, RoadRecord& road) {
  auto& [id, source_table, asked_names, road_digest, created_by_us, copied,
         rows_estimate, chunks_estimate, start, copy_end, rows_copied,
         bytes_copied, chunks_done] = road;
  io("id", id)("source_table", source_table)("asked_names", asked_names);
  io("road_digest", road_digest);
  io("created_by_us", created_by_us)("copied", copied);
  io("rows_estimate", rows_estimate)("chunks_estimate", chunks_estimate);
  io("start", start)("copy_end", copy_end);
  io("rows_copied", rows_copied)("bytes_copied", bytes_copied);
  io("chunks_done", chunks_done);
}

template <typename Io>
void fields(Io& io, StreamRecord& stream) {
  auto& [source, start, position, transactions, rows, commit_time_us, error] =
      stream;
  io("source", source)("start", start)("position", position);
  io("transactions", transactions)("rows", rows);
  io("commit_time_us", commit_time_us)("error", error);
}

template <typename Io>
void fields(Io& io, AppliedRoad& road) {
  auto& [source, from, source_table, shape] = road;
  io("source", source)("schema", from.schema)("table", from.table);
  io("source_table", source_table)("shape", shape);
}

template <typename Io>
void fields(Io& io, AppliedTable& table) {
  auto& [desired, roads] = table;
  io("desired", desired)("roads", roads);
}

template <typename Io>
void fields(Io& io, LedgerState& ledger) {
  auto& [exists, plan_digest, roads, streams, tables] = ledger;
  io("exists", exists)("plan_digest", plan_digest);
  io("roads", roads)("streams", streams)("tables", tables);
}

}  // namespace millrace
