// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"
#include "base/json.h"
#include "proposal/changes.h"

namespace millrace {
namespace {

void write_change(const ProposedChange& change, JsonWriter& json) {
  json.begin_object()
      .member("action", action_name(change.action))
      .member("object", change.object)
      .member("after_copy_end", change.after_copy_end)
      .key("from")
      .begin_array();
  for (const std::string& from : change.from) json.string(from);
  json.end_array().key("statements").begin_array();
  for (const Statement& statement : change.statements) {
    json.string(statement.sql);
  }
  json.end_array().end_object();
}

}  // namespace

std::string proposal_digest(const PrecheckInput& input,
                            const std::vector<ProposedChange>& changes) {
  JsonWriter json;
  json.begin_object().member("plan", input.plan->digest);
  json.key("routes").begin_array();
  for (const Route& route : input.resolution.routes) {
    json.begin_object()
        .member("source", route.id.source)
        .member("table", table_to_json(lasting(route.source_table)))
        .member("road", route.digest())
        .end_object();
  }
  json.end_array().key("target").begin_array();
  for (const Table& wanted : input.resolution.desired.tables) {
    const Table* actual = input.actual.table(wanted.name);
    if (actual != nullptr) json.string(table_to_json(lasting(*actual)));
  }
  json.end_array().key("changes").begin_array();
  for (const ProposedChange& change : changes) write_change(change, json);
  json.end_array().end_object();
  return "sha256:" + sha256_hex(json.take());
}

}  // namespace millrace
