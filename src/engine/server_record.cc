// SPDX-License-Identifier: Apache-2.0
#include "engine/server_record.h"

#include "base/json_fields.h"
#include "model/server_facts_json.h"

namespace millrace {

namespace {
constexpr char kVersionKey[] = "millrace_catalog";
constexpr char kVersion[] = "1.0";
}  // namespace

template <typename Io>
void fields(Io& io, RoadId& id) {
  auto& [source, from, to] = id;
  io("source", source);
  io("from_schema", from.schema)("from_table", from.table);
  io("to_schema", to.schema)("to_table", to.table);
}

template <typename Io>
void fields(Io& io, RoadRecord& road) {
  auto& [id, source_table, road_digest, created_by_us, copied, rows_estimate,
         chunks_estimate, start, copy_end, rows_copied, bytes_copied,
         chunks_done] = road;
  io("id", id)("source_table", source_table)("road_digest", road_digest);
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
void fields(Io& io, LedgerState& ledger) {
  auto& [exists, plan_digest, roads, streams] = ledger;
  io("exists", exists)("plan_digest", plan_digest);
  io("roads", roads)("streams", streams);
}

template <typename Io>
void fields(Io& io, ServerRecord& record) {
  auto& [plan, server, facts, listed, schemas_read, catalog, ledger] = record;
  io("plan", plan)("server", server)("facts", facts)("listed", listed);
  io("schemas_read", schemas_read)("catalog", catalog)("ledger", ledger);
}

std::string server_record_json(const ServerRecord& record) {
  JsonWriter json(true);
  json.begin_object().member(kVersionKey, kVersion).key("record");
  FieldWriter(json).write(record);
  json.end_object();
  return json.take() + "\n";
}

Result<ServerRecord> server_record_from_json(std::string_view text) {
  const std::string again = "make it again with `millrace snapshot`";
  JsonNode root;
  JsonSyntaxError error;
  if (!parse_json(text, &root, &error) || root.find(kVersionKey) == nullptr) {
    return Status::refused("no catalog file; " + again);
  }
  if (root.string_or(kVersionKey, "") != kVersion) {
    return Status::refused(
        cat("a catalog file of format ", root.string_or(kVersionKey, "?"),
            ", this millrace reads ", kVersion, "; ", again));
  }
  ServerRecord record;
  Status status;
  const JsonNode* body = root.find("record");
  if (body == nullptr) return Status::refused("a damaged file; " + again);
  {
    FieldReader reader(*body, &status);
    fields(reader, record);
  }
  if (status.ok()) return record;
  return Status::refused(
      cat("a catalog file that this millrace does not "
          "read: ",
          status.message(), "; ", again));
}

}  // namespace millrace
