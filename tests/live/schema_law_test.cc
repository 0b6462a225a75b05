// SPDX-License-Identifier: Apache-2.0
//
// The law of the planner on real servers: whatever the source's schema is,
// once its proposal is applied the next one is empty; the same after the
// source was altered, and after a hand on the target. MILLRACE_SCHEMAS sets
// the number of tables, MILLRACE_SEED the seed.
#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "base/json.h"
#include "live/live_run.h"
#include "live/live_schemas.h"

namespace millrace::test {
namespace {

const char* kPlan = R"({
  "name": "@NAME@",
  "sources": {
    "src": {"host": "@SOURCE_HOST@", "port": @SOURCE_PORT@, "user": "millrace"}
  },
  "target": {
    "engine": "postgresql", "host": "@TARGET_HOST@", "port": @TARGET_PORT@,
    "user": "postgres", "database": "@TARGET_DATABASE@"
  },
  "tables": [{"source": "src", "include": ["@NAME@.*"]}],
  "sync": {"data": false, "stream": []}
})";

int from_environment(const char* name, int otherwise) {
  const char* text = getenv(name);
  return text == nullptr ? otherwise : atoi(text);
}

JsonNode proposal_of(const LiveRun& run) {
  const Outcome plan = run.millrace("plan", {"--format", "json"}, {}, 600);
  const Result<JsonNode> root = parse_own_json(plan.out);
  INFO(plan.text().substr(0, 4000));
  REQUIRE(root.ok());
  std::string errors;
  for (const JsonNode& finding : root->find("findings")->items) {
    if (finding.string_or("severity", "") != "error") continue;
    errors += finding.string_or("code", "") + " " +
              finding.string_or("message", "") + "\n";
  }
  CHECK(errors == "");
  return *root;
}

std::set<std::string> causes_of(const JsonNode& proposal) {
  std::set<std::string> out;
  for (const JsonNode& change : proposal.find("changes")->items) {
    out.insert(change.string_or("cause", "none"));
  }
  return out;
}

// Some of what is thrown together the source itself does not take.
void run_forced(const Servers& servers, const std::string& script) {
  Argv argv = servers.source_argv();
  argv.push_back("--force");
  const Outcome outcome = run(argv, 300, {}, script);
  CHECK(outcome.exit_code >= 0);
  if (getenv("MILLRACE_SHOW") != nullptr) WARN(outcome.err);
}

void apply_and_settle(const LiveRun& run) {
  const Outcome apply = run.millrace(
      "apply", {"--yes", "--until", "schema", "--progress", "none"}, {}, 600);
  INFO(apply.err.substr(0, 6000));
  REQUIRE(apply.exit_code == 0);
  const Outcome plan = run.millrace("plan", {"--detailed-exitcode"}, {}, 600);
  INFO(plan.out.substr(0, 6000));
  REQUIRE(plan.exit_code == 0);
}

// A hand on the target: no comment, no index, no default is left.
void damage_postgres(const LiveRun& run) {
  const std::string sql =
      "DO $$ DECLARE i record; BEGIN FOR i IN SELECT c.oid::regclass AS name "
      "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
      "WHERE n.nspname = 'schemas' AND c.relkind = 'r' LOOP EXECUTE 'COMMENT "
      "ON TABLE ' || i.name || ' IS NULL'; END LOOP; FOR i IN SELECT "
      "c.oid::regclass AS name "
      "FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid JOIN "
      "pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'schemas' "
      "AND NOT x.indisprimary LOOP EXECUTE 'DROP INDEX ' || i.name; END LOOP; "
      "FOR i IN SELECT a.attrelid::regclass AS name, a.attname AS col FROM "
      "pg_attrdef AS d JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND "
      "a.attnum = d.adnum JOIN pg_class AS c ON c.oid = a.attrelid JOIN "
      "pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'schemas' "
      "LOOP EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', "
      "i.name, i.col); END LOOP; END $$;\n";
  run.servers().run_target(sql);
}

// What a damage does not fit is left: an index that an AUTO_INCREMENT needs.
void damage_family(const LiveRun& run) {
  const char* quoted = "CONCAT('`', REPLACE(%, '`', '``'), '`')";
  const auto name = [&](const std::string& column) {
    return replaced(quoted, "%", column);
  };
  const std::string table =
      "CONCAT('ALTER TABLE `schemas`.', " + name("TABLE_NAME") + ", ";
  const std::string where = " WHERE TABLE_SCHEMA = 'schemas'";
  const std::vector<std::string> questions = {
      "SELECT " + table +
          "' COMMENT=\\'\\'') AS s FROM information_schema.TABLES" + where,
      "SELECT DISTINCT " + table + "' DROP INDEX ', " + name("INDEX_NAME") +
          ") AS s FROM information_schema.STATISTICS" + where +
          " AND INDEX_NAME NOT IN ('PRIMARY', 'the_key')",
      "SELECT " + table + "' ALTER COLUMN ', " + name("COLUMN_NAME") +
          ", ' DROP DEFAULT') AS s FROM information_schema.COLUMNS" + where +
          " AND COLUMN_DEFAULT IS NOT NULL AND COLUMN_DEFAULT <> 'NULL'"};
  std::string script;
  for (const std::string& question : questions) {
    for (const auto& line :
         run.family().ask_source("SELECT HEX(CONVERT(s USING utf8mb4)) FROM (" +
                                 question + ") AS x")) {
      script += unhex(line.at(0)) + ";\n";
    }
  }
  run_forced(run.family(), script);
}

void check_law(const LiveRun& run,
               const std::function<void(const LiveRun&)>& damage) {
  const int count = from_environment("MILLRACE_SCHEMAS", 25);
  const auto seed = static_cast<uint32_t>(from_environment("MILLRACE_SEED", 7));
  INFO("MILLRACE_SEED=" << seed << " MILLRACE_SCHEMAS=" << count);
  const Servers& servers = run.servers();
  SchemaMaker maker(seed);
  std::vector<std::string> names;
  std::string script =
      "DROP DATABASE IF EXISTS `schemas`; CREATE DATABASE `schemas`; "
      "USE `schemas`; SET sql_mode = 'STRICT_ALL_TABLES';\n";
  for (int i = 0; i < count; ++i) {
    names.push_back(maker.odd_name(i) + "_" + std::to_string(i));
    script += maker.create_table(names.back());
  }
  run_forced(servers, script);
  const int made = std::stoi(servers.source_value(
      "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
      "'schemas'"));
  REQUIRE(made > count * 2 / 3);

  CHECK(causes_of(proposal_of(run)) == std::set<std::string>{"new"});
  apply_and_settle(run);

  // The source moves on.
  std::string altered = "USE `schemas`;\n";
  for (int i = 0; i < count; i += 2) {
    altered += maker.alter_table(names[static_cast<size_t>(i)], i);
  }
  run_forced(servers, altered);
  CHECK(causes_of(proposal_of(run)) == std::set<std::string>{"source"});
  apply_and_settle(run);

  damage(run);
  CHECK(causes_of(proposal_of(run)) == std::set<std::string>{"target"});
  apply_and_settle(run);
}

}  // namespace

TEST_CASE("schema law: applied, altered, applied: the next plan is empty",
          "[law]") {
  check_law(LiveRun("schemas", kPlan), damage_postgres);
}

TEST_CASE("schema law: the same into a target of the source's family",
          "[law]") {
  check_law(LiveRun("schemas", kPlan, true), damage_family);
}

}  // namespace millrace::test
