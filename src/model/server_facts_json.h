// SPDX-License-Identifier: Apache-2.0
//
// What a server said about itself as JSON and back, for saved catalogs: the
// one list of these structs' fields (base/json_fields.h). Thread: values.
#pragma once

#include "base/json_fields.h"
#include "model/catalog.h"
#include "model/server_facts.h"

namespace millrace {

// May a file hold this setting? Only families whose values are no secrets:
// primary_conninfo, init_connect, app.jwt_secret and their like stay out.
// What a rule of precheck/ asks for must be in it; a test looks.
bool is_plain_setting(const std::string& name);
// Those that may.
std::map<std::string, std::string> plain_settings(
    const std::map<std::string, std::string>& settings);

inline void write_json(JsonWriter& json, const Table& table) {
  write_table(json, table);
}
inline Status read_json(const JsonNode& node, Table* table) {
  MR_ASSIGN_OR_RETURN(*table, table_from_json(node));
  return {};
}

template <typename Io>
void fields(Io& io, Catalog& catalog) {
  auto& [schemas, tables] = catalog;
  io("schemas", schemas)("tables", tables);
}

template <typename Io>
void fields(Io& io, Flavor& flavor) {
  auto& [kind, major, minor, patch, version, capabilities, strategy, collations,
         traits] = flavor;
  io.word("kind", kind, [](FlavorKind one) {
    Flavor named;
    named.kind = one;
    return named.name();
  });
  io("major", major)("minor", minor)("patch", patch)("version", version);
  io("capabilities", capabilities)("strategy", strategy);
  io("collations", collations)("traits", traits);
}

template <typename Io>
void fields(Io& io, Grant& grant) {
  auto& [schema, table, privileges, partial_revoke] = grant;
  io("schema", schema)("table", table)("privileges", privileges);
  io("partial_revoke", partial_revoke);
}

template <typename Io>
void fields(Io& io, LogFile& file) {
  auto& [name, bytes] = file;
  io("name", name)("bytes", bytes);
}

template <typename Io>
void fields(Io& io, Unseen& unseen) {
  auto& [what, remedy] = unseen;
  io("what", what)("remedy", remedy);
}

template <typename Io>
void fields(Io& io, TableUse& use) {
  auto& [table, who, kind] = use;
  io("table", table)("who", who);
  io.word("kind", kind, [](TableUse::Kind one) -> std::string {
    if (one == TableUse::Kind::kSession) return "session";
    if (one == TableUse::Kind::kSubscription) return "subscription";
    return one == TableUse::Kind::kPlan ? "plan" : "";
  });
}

template <typename Io>
void fields(Io& io, ClusterNote& note) {
  auto& [table, says, kind] = note;
  io("table", table)("says", says);
  io.word("kind", kind, [](ClusterNote::Kind one) -> std::string {
    if (one == ClusterNote::Kind::kFewSegments) return "few_segments";
    return one == ClusterNote::Kind::kBloat ? "bloat" : "";
  });
}

template <typename Io>
void fields(Io& io, SessionRoom& room) {
  auto& [sessions, bound] = room;
  io("sessions", sessions)("bound", bound);
}

template <typename Io>
void fields(Io& io, ServerFacts& facts) {
  auto& [flavor, account, server_uuid, settings, grants, position,
         position_error, log_files, log_files_error, purged_gtids,
         replica_server_ids, account_limits, status, replica_of,
         replica_problem, long_transactions, prepared_xa, cloud_kept_hours,
         unseen, room, encoding, is_superuser, can_create_in_database,
         in_recovery, skips_triggers, in_use, cluster_notes, schema_privileges,
         table_privileges] = facts;
  io("flavor", flavor)("account", account)("server_uuid", server_uuid);
  io("settings", settings)("grants", grants);
  io("position", position)("position_error", position_error);
  io("log_files", log_files)("log_files_error", log_files_error);
  io("purged_gtids", purged_gtids)("replica_server_ids", replica_server_ids);
  io("account_limits", account_limits)("status", status);
  io("replica_of", replica_of)("replica_problem", replica_problem);
  io("long_transactions", long_transactions)("prepared_xa", prepared_xa);
  io("cloud_kept_hours", cloud_kept_hours)("unseen", unseen)("room", room);
  io("encoding", encoding)("is_superuser", is_superuser);
  io("can_create_in_database", can_create_in_database);
  io("in_recovery", in_recovery)("skips_triggers", skips_triggers);
  io("in_use", in_use)("cluster_notes", cluster_notes);
  io("schema_privileges", schema_privileges);
  io("table_privileges", table_privileges);
}

}  // namespace millrace
