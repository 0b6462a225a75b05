// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_keys.h"

namespace millrace {
namespace {

using O = PlanObject;
constexpr O kNone = O::kFree;

constexpr PlanKey kPlan[] = {
    {"$schema", false, kNone},
    {"name", true, kNone},
    {"description", false, kNone},
    {"sources", true, O::kSource, true},
    {"target", true, O::kTarget},
    {"tables", true, O::kSelection, true},
    {"mappings", false, O::kMapping, true},
    {"sync", false, O::kSync},
    {"values", false, O::kValues},
    {"limits", false, O::kLimits},
    {"waive", false, O::kWaiver, true},
};
constexpr PlanKey kSource[] = {
    {"host", false, kNone},
    {"port", false, kNone},
    {"socket", false, kNone},
    {"user", true, kNone},
    {"password", false, O::kPassword},
    {"tls", false, O::kTls},
    {"server_id", false, kNone},
};
constexpr PlanKey kTarget[] = {
    {"engine", true, kNone},
    {"host", false, kNone},
    {"port", false, kNone},
    {"socket", false, kNone},
    {"database", false, kNone},
    {"user", true, kNone},
    {"password", false, O::kPassword},
    {"tls", false, O::kTls},
};
constexpr PlanKey kPassword[] = {{"env", false, kNone}, {"file", false, kNone}};
constexpr PlanKey kTls[] = {{"mode", false, kNone},
                            {"ca", false, kNone},
                            {"cert", false, kNone},
                            {"key", false, kNone}};
constexpr PlanKey kSelection[] = {{"source", true, kNone},
                                  {"include", true, kNone},
                                  {"exclude", false, kNone}};
constexpr PlanKey kMapping[] = {
    {"match", true, kNone},
    {"source", false, kNone},
    {"to", false, O::kTo},
    {"columns", false, O::kColumn, true},
    {"add_columns", false, O::kAddedColumn, true},
    {"drop_columns", false, kNone},
    {"moved", false, O::kMoved, true},
    {"primary_key", false, kNone},
    {"distribution", false, O::kDistribution},
    {"storage", false, kNone},
    {"sharding", false, O::kSharding},
    {"where", false, kNone},
    {"sync", false, O::kSync},
    {"values", false, O::kValues},
};
constexpr PlanKey kTo[] = {{"schema", false, kNone},
                           {"database", false, kNone},
                           {"table", false, kNone}};
constexpr PlanKey kColumn[] = {
    {"to", false, kNone}, {"type", false, kNone}, {"skip", false, kNone}};
constexpr PlanKey kAddedColumn[] = {{"type", true, kNone},
                                    {"value", true, kNone}};
constexpr PlanKey kDistribution[] = {{"by", true, kNone}};
constexpr PlanKey kSharding[] = {{"database", false, kNone},
                                 {"table", false, kNone},
                                 {"tables", false, kNone},
                                 {"partition", false, kNone},
                                 {"partitions", false, kNone}};
constexpr PlanKey kSync[] = {{"schema", false, kNone},
                             {"data", false, kNone},
                             {"stream", false, kNone},
                             {"on_existing", false, kNone}};
constexpr PlanKey kValues[] = {{"zero_date", false, kNone},
                               {"nul_byte", false, kNone},
                               {"invalid_text", false, kNone},
                               {"tinyint1", false, kNone}};
constexpr PlanKey kLimits[] = {{"readers", false, kNone},
                               {"writers", false, kNone},
                               {"memory_mb", false, kNone},
                               {"rows_per_second", false, kNone},
                               {"megabytes_per_second", false, kNone},
                               {"answer_seconds", false, kNone},
                               {"retry_seconds", false, kNone},
                               {"copy_alone_mb", false, kNone},
                               {"source_threads_running", false, kNone},
                               {"source_lag_seconds", false, kNone},
                               {"target_commit_ms", false, kNone}};
constexpr PlanKey kWaiver[] = {{"code", true, kNone},
                               {"object", true, kNone},
                               {"reason", true, kNone},
                               {"until", false, kNone}};

constexpr PlanKey kMoved[] = {{"from", true, O::kMovedTable},
                              {"to", true, O::kMovedTable}};
constexpr PlanKey kMovedTable[] = {{"schema", false, kNone},
                                   {"table", true, kNone}};

// In the order of PlanObject.
constexpr std::span<const PlanKey> kAll[] = {
    kPlan,         kSource,   kTarget,     kPassword, kTls,
    kSelection,    kMapping,  kTo,         kColumn,   kAddedColumn,
    kDistribution, kSharding, kSync,       kValues,   kLimits,
    kWaiver,       kMoved,    kMovedTable, {}};

}  // namespace

std::span<const PlanKey> plan_keys(PlanObject object) {
  return kAll[static_cast<size_t>(object)];
}

const PlanKey* find_plan_key(PlanObject object, std::string_view name) {
  for (const PlanKey& key : plan_keys(object)) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

std::vector<std::string> plan_key_names(PlanObject object) {
  std::vector<std::string> out;
  for (const PlanKey& key : plan_keys(object)) out.emplace_back(key.name);
  return out;
}

}  // namespace millrace
