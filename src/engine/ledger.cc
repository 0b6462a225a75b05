// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/json_fields.h"

namespace millrace {

const AppliedRoad* AppliedTable::road(const RoadId& id) const {
  for (const AppliedRoad& one : roads) {
    if (one.source == id.source && one.from == id.from) return &one;
  }
  return nullptr;
}

const AppliedTable* LedgerState::table(const QualifiedName& name) const {
  const auto at = std::lower_bound(
      tables.begin(), tables.end(), name,
      [](const auto& t, const auto& n) { return t.desired.name < n; });
  if (at != tables.end() && at->desired.name == name) return &*at;
  for (const AppliedTable& one : tables) {
    if (one.desired.name == name) return &one;
  }
  return nullptr;
}

std::string road_table_to_json(const Table& table, const AskedNames& names) {
  if (names.empty()) return table_to_json(table);
  JsonWriter json;
  json.begin_object().key("source_table");
  write_table(json, table);
  json.key("asked_names");
  FieldWriter(json).write(names);
  json.end_object();
  return json.take();
}

Status road_table_from_json(std::string_view text, RoadRecord* road) {
  MR_ASSIGN_OR_RETURN(const JsonNode root, parse_own_json(text));
  const JsonNode* table = root.find("source_table");
  MR_ASSIGN_OR_RETURN(road->source_table,
                      table_from_json(table == nullptr ? root : *table));
  const JsonNode* names = root.find("asked_names");
  if (names == nullptr) return {};
  for (const JsonNode& list : names->items) {
    auto& asked = road->asked_names.emplace_back();
    for (const JsonNode& name : list.items) asked.push_back(name.text);
    if (asked.size() != road->source_table.columns.size()) {
      return Status::broken("the ledger's record of a source table is damaged");
    }
  }
  return {};
}

std::string applied_table_to_json(const AppliedTable& table) {
  JsonWriter json;
  json.begin_object().key("desired");
  write_table(json, table.desired);
  json.key("roads").begin_array();
  for (const AppliedRoad& road : table.roads) {
    json.begin_object()
        .member("source", road.source)
        .member("schema", road.from.schema)
        .member("table", road.from.table)
        .member("shape", road.shape)
        .key("source_table");
    write_table(json, road.source_table);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Result<AppliedTable> applied_table_from_json(const std::string& text) {
  MR_ASSIGN_OR_RETURN(const JsonNode root, parse_own_json(text));
  AppliedTable out;
  const JsonNode* desired = root.find("desired");
  const JsonNode* roads = root.find("roads");
  if (desired == nullptr || roads == nullptr) {
    return Status::broken("the ledger's record of a target table is damaged");
  }
  MR_ASSIGN_OR_RETURN(out.desired, table_from_json(*desired));
  for (const JsonNode& item : roads->items) {
    AppliedRoad& road = out.roads.emplace_back();
    road.source = item.string_or("source", "");
    road.from = {item.string_or("schema", ""), item.string_or("table", "")};
    road.shape = item.string_or("shape", "");
    const JsonNode* table = item.find("source_table");
    if (table == nullptr) continue;
    MR_ASSIGN_OR_RETURN(road.source_table, table_from_json(*table));
  }
  return out;
}

const CopyPace::Road* CopyPace::road(const RoadId& id) const {
  const auto at = std::lower_bound(
      roads.begin(), roads.end(), id,
      [](const Road& one, const RoadId& wanted) { return one.id < wanted; });
  return at != roads.end() && at->id == id ? &*at : nullptr;
}

void LedgerState::add_table(AppliedTable table) {
  for (AppliedRoad& one : table.roads) {
    const RoadRecord* known = road({one.source, one.from, table.desired.name});
    if (known != nullptr) share_lists(known->source_table, &one.source_table);
  }
  tables.push_back(std::move(table));
}

// Sorted as they come from the ledger: found at once among many.
const RoadRecord* LedgerState::road(const RoadId& id) const {
  const auto at =
      std::lower_bound(roads.begin(), roads.end(), id,
                       [](const auto& r, const auto& i) { return r.id < i; });
  if (at != roads.end() && at->id == id) return &*at;
  for (const RoadRecord& record : roads) {
    if (record.id == id) return &record;
  }
  return nullptr;
}

const StreamRecord* LedgerState::stream(const std::string& source) const {
  for (const StreamRecord& record : streams) {
    if (record.source == source) return &record;
  }
  return nullptr;
}

}  // namespace millrace
