// SPDX-License-Identifier: Apache-2.0
//
// The JSON Schema and the reader describe the same documents. Valid Plans
// are changed in one place, over and over, and both must give the same
// answer; where the reader knows more, its codes are listed here.
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "plan/plan_files.h"
#include "plan/plan_keys.h"

using namespace millrace;

namespace {

// What no schema of draft-04 can say: keys written twice, whether RE2 takes
// an expression, names that must occur elsewhere, arithmetic of names, the
// calendar, and what belongs to which engine.
const std::set<std::string> kBeyondSchema = {"P004", "P010", "P012", "P013",
                                             "P015", "P016", "P017", "P021",
                                             "P024", "P025"};

const std::string& schema() {
  static const std::string text = file_text("schemas/plan.schema.json");
  return text;
}

std::string violation(const std::string& document) {
  Result<std::string> found = schema_violation(schema(), document);
  REQUIRE(found.ok());
  return *found;
}

void write(const JsonNode& node, JsonWriter& out) {
  switch (node.kind) {
    case JsonKind::kNull:
      out.null();
      break;
    case JsonKind::kBool:
      out.boolean(node.boolean);
      break;
    case JsonKind::kNumber:
      out.number_text(node.text);
      break;
    case JsonKind::kString:
      out.string(node.text);
      break;
    case JsonKind::kArray:
      out.begin_array();
      for (const JsonNode& item : node.items) write(item, out);
      out.end_array();
      break;
    case JsonKind::kObject:
      out.begin_object();
      for (const JsonMember& member : node.members) {
        out.key(member.key);
        write(member.value, out);
      }
      out.end_object();
      break;
  }
}

std::string text_of(const JsonNode& node) {
  JsonWriter out(true);
  write(node, out);
  return out.take();
}

void collect(JsonNode& node, std::vector<JsonNode*>& out) {
  out.push_back(&node);
  for (JsonNode& item : node.items) collect(item, out);
  for (JsonMember& member : node.members) collect(member.value, out);
}

JsonNode scalar(JsonKind kind, const std::string& text) {
  JsonNode node;
  node.kind = kind;
  node.text = text;
  return node;
}

JsonNode random_value(std::mt19937& random) {
  static const std::pair<JsonKind, const char*> kValues[] = {
      {JsonKind::kNull, ""},        {JsonKind::kBool, ""},
      {JsonKind::kNumber, "0"},     {JsonKind::kNumber, "-1"},
      {JsonKind::kNumber, "70000"}, {JsonKind::kNumber, "1.5"},
      {JsonKind::kNumber, "4.0"},   {JsonKind::kNumber, "99999999999999999999"},
      {JsonKind::kString, ""},      {JsonKind::kString, " \\t"},
      {JsonKind::kString, "x"},     {JsonKind::kString, "a b@c"},
      {JsonKind::kString, "a.b"},   {JsonKind::kString, "/x"},
      {JsonKind::kString, "ü"},     {JsonKind::kArray, ""},
      {JsonKind::kObject, ""}};
  const auto& [kind, text] = kValues[random() % std::size(kValues)];
  return scalar(kind, text);
}

// One change somewhere in the document.
void mutate(JsonNode& root, std::mt19937& random) {
  std::vector<JsonNode*> nodes;
  collect(root, nodes);
  JsonNode& node = *nodes[random() % nodes.size()];
  switch (random() % 6) {
    case 0:  // a key less
      if (!node.members.empty()) {
        node.members.erase(node.members.begin() +
                           random() % node.members.size());
      }
      break;
    case 1:  // an unknown key, or one from elsewhere
      if (node.is_object()) {
        const auto names =
            plan_key_names(static_cast<PlanObject>(random() % 16));
        const std::string key =
            random() % 2 ? "unknown" : names[random() % names.size()];
        if (!node.find(key)) {
          node.members.push_back({key, {}, random_value(random)});
        }
      }
      break;
    case 2:  // a misspelled word
      if (node.is_string() && !node.text.empty()) {
        node.text[random() % node.text.size()] = "aZ_. /"[random() % 6];
      }
      break;
    case 3:  // an entry twice
      if (!node.items.empty()) node.items.push_back(node.items.front());
      break;
    case 4:  // an entry less
      if (!node.items.empty()) node.items.pop_back();
      break;
    default:  // another value
      node = random_value(random);
  }
}

// A Plan that uses every key there is.
std::vector<std::string> rich_plans() {
  const std::string a =
      R"("name": "p", "description": "d", "$schema": "s", "sources":
      {"a": {"host": "h", "port": 1, "user": "u", "password": {"env": "E"},
             "tls": {"mode": "required", "ca": "c", "cert": "c", "key": "k"},
             "server_id": 5},
       "b": {"socket": "/s", "user": "u", "password": {"file": "f"}}},)";
  const std::string target =
      R"("host": "h", "port": 5, "database": "d", "user": "u",
         "tls": {"mode": "verify-ca", "ca": "x"}},
      "tables": [{"source": "a", "include": ["s.*", "/t_([a-z])\\.u/"],
                  "exclude": ["s.tmp*"]},
                 {"source": "b", "include": ["s.t"]}],)";
  const std::string mapping =
      R"("match": "s.t", "source": "a", "columns": {"a": {"to": "b"},
         "c": {"type": "text"}, "e": {"skip": true}},
         "add_columns": {"x": {"type": "text", "value": "$source"}},
         "drop_columns": ["old", "e"],
         "moved": [{"from": "was", "to": "b"},
                   {"from": {"schema": "x", "table": "o"},
                    "to": {"table": "y"}}],
         "primary_key": ["x", "id"], "where": "a = 1",
         "sync": {"data": false}, "values": {"nul_byte": "strip"},)";
  const std::string rest =
      R"("sync": {"schema": true, "data": true, "stream": ["insert", "delete"],
                  "on_existing": "clear"},
         "values": {"zero_date": "null", "invalid_text": "replace",
                    "tinyint1": "boolean"},
         "limits": {"readers": 1, "writers": 2, "memory_mb": 99,
                    "rows_per_second": 5, "megabytes_per_second": 6,
                    "answer_seconds": 7, "retry_seconds": 8,
                    "source_threads_running": 7, "source_lag_seconds": 8,
                    "target_commit_ms": 9},
         "waive": [{"code": "P131", "object": "o", "reason": "r",
                    "until": "2027-01-31"}])";
  const auto plan = [&](const std::string& engine, const std::string& more) {
    return "{" + a + R"("target": {"engine": ")" + engine + "\", " + target +
           R"("mappings": [{)" + mapping + more + "}], " + rest + "}";
  };
  return {
      plan("postgresql", R"("to": {"schema": "x", "table": "y"})"),
      plan("greenplum", R"("distribution": {"by": ["id"]}, "storage": "heap")"),
      plan("analyticdb-postgresql", R"("distribution": "randomly")"),
      plan("mysql", R"("to": {"database": "x"})"),
      plan("drds", R"x("sharding": {"database": "hash(id)",
                       "table": "hash(id)", "tables": 4})x"),
      plan("drds", R"x("sharding": {"partition": "key(id)",
                       "partitions": 4})x"),
      plan("drds", R"("sharding": "broadcast")")};
}

bool only_beyond_schema(const std::vector<PlanError>& errors) {
  for (const PlanError& error : errors) {
    if (!kBeyondSchema.count(error.code)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("plan schema: valid Plans are valid to both") {
  std::vector<std::string> plans = rich_plans();
  for (const std::string& path : example_plans()) {
    plans.push_back(file_text(path));
  }
  for (const std::string& text : plans) {
    valid_plan(text);
    INFO(text);
    CHECK(violation(text).empty());
  }
}

TEST_CASE("plan schema: schema and reader agree on every single mistake") {
  std::mt19937 random(61);
  std::map<std::string, int> met;
  std::vector<JsonNode> plans;
  for (const std::string& text : rich_plans()) {
    plans.push_back(*parse_own_json(text));
  }
  for (int round = 0; round < 6000; ++round) {
    JsonNode mutant = plans[random() % plans.size()];
    mutate(mutant, random);
    const std::string text = text_of(mutant);
    const std::vector<PlanError> errors = plan_errors(text);
    const std::string schema_says = violation(text);
    for (const PlanError& error : errors) ++met[error.code];
    INFO(text);
    INFO(print_plan_errors(errors, text, "mutant"));
    INFO("schema: " << schema_says);
    if (errors.empty()) REQUIRE(schema_says.empty());
    if (schema_says.empty()) REQUIRE(only_beyond_schema(errors));
  }
  // The mutations reach most kinds of mistakes, or they prove nothing.
  CHECK(met.size() >= 18);
}

TEST_CASE("plan schema: it knows the keys that the reader knows") {
  const JsonNode root = *parse_own_json(schema());
  const std::pair<PlanObject, const char*> named[] = {
      {PlanObject::kSource, "source"},
      {PlanObject::kTarget, "target"},
      {PlanObject::kPassword, "password"},
      {PlanObject::kTls, "tls"},
      {PlanObject::kSelection, "selection"},
      {PlanObject::kMapping, "mapping"},
      {PlanObject::kColumn, "column"},
      {PlanObject::kSync, "sync"},
      {PlanObject::kAddedColumn, "added_column"},
      {PlanObject::kValues, "values"},
      {PlanObject::kLimits, "limits"},
      {PlanObject::kMoved, "moved"},
      {PlanObject::kMovedTable, "moved_table"},
      {PlanObject::kWaiver, "waiver"}};
  for (const auto& [object, name] : named) {
    const JsonNode* definition = root.find("definitions")->find(name);
    INFO(name);
    REQUIRE(definition);
    const JsonNode* properties = definition->find("properties");
    CHECK(properties->members.size() == plan_keys(object).size());
    for (const PlanKey& key : plan_keys(object)) {
      INFO(key.name);
      CHECK(properties->find(key.name));
    }
  }
}

TEST_CASE("plan schema: its patterns use nothing that a validator ignores") {
  for (const char* keyword : {"\"const\"", "\"if\"", "\"contains\"",
                              "\"propertyNames\"", "\"$defs\"", "\"format\""}) {
    CHECK(schema().find(keyword) == std::string::npos);
  }
}
