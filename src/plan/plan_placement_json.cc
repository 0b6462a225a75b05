// SPDX-License-Identifier: Apache-2.0
//
// Where a table's rows lie: distribution and storage on AnalyticDB for
// PostgreSQL, sharding on DRDS and PolarDB-X.
#include <re2/re2.h>

#include "base/text.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

void refuse_elsewhere(PlanReader& reader, const JsonNode& node,
                      const std::string& what, const Plan& plan,
                      TargetEngineKind engine, const char* words) {
  // Without a known engine there is an error about that already.
  if (plan.engine_name.empty() || plan.engine == engine) return;
  reader.error("P017", node.place,
               cat(what, " belongs to ", words, " targets; this one is ",
                   plan.engine_name),
               "", "nothing: take it out");
}

void read_distribution(PlanReader& reader, const JsonNode& node,
                       const std::string& what, Distribution* out) {
  if (node.is_string()) {
    const int at = reader.word(node, what, {"randomly", "replicated"});
    if (at == 0) out->kind = Distribution::Kind::kRandomly;
    if (at == 1) out->kind = Distribution::Kind::kReplicated;
    return;
  }
  if (!reader.keys(node, what, PlanObject::kDistribution)) return;
  if (const JsonNode* by = node.find("by")) {
    out->by = reader.texts(*by, what + ".by", false);
    out->kind = Distribution::Kind::kBy;
  }
}

void read_rule(PlanReader& reader, const JsonNode& node,
               const std::string& what, const char* key, std::string* out) {
  static const RE2 rule(R"([A-Za-z_][A-Za-z0-9_]*\s*\([^()]+\))");
  const JsonNode* value = node.find(key);
  if (!value || !reader.text(*value, cat(what, ".", key), out)) return;
  if (RE2::FullMatch(*out, rule)) return;
  reader.error("P023", value->place,
               cat(what, ".", key, ": \"", *out, "\" is not a sharding rule"),
               *out, "a function of columns: \"hash(id)\"");
}

void check_sharding_keys(PlanReader& reader, const JsonNode& node,
                         const std::string& what) {
  const bool by_database =
      node.find("database") || node.find("table") || node.find("tables");
  const bool by_partition = node.find("partition") || node.find("partitions");
  const char* example =
      "{\"database\": \"hash(id)\", \"table\": \"hash(id)\", \"tables\": 4} "
      "or {\"partition\": \"key(id)\", \"partitions\": 16}";
  if (by_database && by_partition) {
    reader.error("P014", node.place, what + " mixes the rules of the two modes",
                 "", example);
  } else if (!node.find("partition") && !node.find("database")) {
    reader.error("P005", node.place,
                 what + " has neither \"database\" nor \"partition\"", "",
                 example);
  } else if (node.find("tables") && !node.find("table")) {
    reader.error("P005", node.place,
                 what + " has \"tables\" and no \"table\" rule", "", example);
  }
}

void read_sharding(PlanReader& reader, const JsonNode& node,
                   const std::string& what, Sharding* out) {
  if (node.is_string()) {
    const int at = reader.word(node, what, {"broadcast", "single"});
    if (at == 0) out->kind = Sharding::Kind::kBroadcast;
    if (at == 1) out->kind = Sharding::Kind::kSingle;
    return;
  }
  if (!reader.keys(node, what, PlanObject::kSharding)) return;
  constexpr int kMostShards = 8192;
  read_rule(reader, node, what, "database", &out->database);
  read_rule(reader, node, what, "table", &out->table);
  read_rule(reader, node, what, "partition", &out->partition);
  reader.whole_member(node, what, "tables", 1, kMostShards, &out->tables);
  reader.whole_member(node, what, "partitions", 1, kMostShards,
                      &out->partitions);
  check_sharding_keys(reader, node, what);
  out->kind = node.find("partition") ? Sharding::Kind::kPartition
                                     : Sharding::Kind::kDatabase;
}

}  // namespace

void read_placement(PlanReader& reader, const JsonNode& mapping,
                    const std::string& what, const Plan& plan, Mapping* out) {
  constexpr auto kAnalyticdb = TargetEngineKind::kAnalyticdb;
  constexpr const char* kAnalyticdbWords = "analyticdb-postgresql";
  if (const JsonNode* node = mapping.find("distribution")) {
    const std::string here = what + ".distribution";
    refuse_elsewhere(reader, *node, here, plan, kAnalyticdb, kAnalyticdbWords);
    read_distribution(reader, *node, here, &out->distribution);
  }
  if (const JsonNode* node = mapping.find("storage")) {
    const std::string here = what + ".storage";
    refuse_elsewhere(reader, *node, here, plan, kAnalyticdb, kAnalyticdbWords);
    if (reader.word(*node, here, {"heap", "append_row", "append_column"}) >=
        0) {
      out->storage = node->text;
    }
  }
  if (const JsonNode* node = mapping.find("sharding")) {
    const std::string here = what + ".sharding";
    refuse_elsewhere(reader, *node, here, plan, TargetEngineKind::kDrds,
                     "drds");
    read_sharding(reader, *node, here, &out->sharding);
  }
}

}  // namespace millrace
