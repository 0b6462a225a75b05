// SPDX-License-Identifier: Apache-2.0
//
// The law of the planner on real servers: whatever the source's schema is,
// once its proposal is applied the next one is empty and one line; the same
// after the source was altered, and after a hand on the target, whose schema
// is then what it was. MILLRACE_SCHEMAS sets the number of tables,
// MILLRACE_SEED the first seed, MILLRACE_SEEDS how many of them.
#include <catch2/catch.hpp>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "live/live_law.h"
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

std::string of_other_causes(const JsonNode& proposal,
                            const std::string& cause) {
  std::string out;
  for (const JsonNode& change : proposal.find("changes")->items) {
    if (change.string_or("cause", "none") == cause) continue;
    out += change.string_or("cause", "none") + ": " +
           change.string_or("object", "") + ": " +
           change.string_or("reason", "") + "\n";
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

// The plan says it in one line and with its exit code.
void check_settled(const LiveRun& run) {
  const Outcome plan = run.millrace("plan", {"--format", "json"}, {}, 600);
  const Result<JsonNode> root = parse_own_json(plan.out);
  REQUIRE(root.ok());
  std::string changes;
  for (const JsonNode& change : root->find("changes")->items) {
    changes += change.string_or("action", "") + " " +
               change.string_or("object", "") + "\n";
    const JsonNode* statements = change.find("statements");
    if (statements == nullptr) continue;
    for (const JsonNode& sql : statements->items) changes += sql.text + "\n";
  }
  REQUIRE(changes == "");
  const Outcome text = run.millrace("plan", {"--detailed-exitcode"}, {}, 600);
  INFO(text.out.substr(0, 3000));
  REQUIRE(text.exit_code == 0);
}

void apply_and_settle(const LiveRun& run) {
  const Outcome apply = run.millrace(
      "apply", {"--yes", "--until", "schema", "--progress", "none"}, {}, 600);
  INFO(apply.err.substr(0, 6000));
  REQUIRE(apply.exit_code == 0);
  check_settled(run);
}

std::string difference(const std::set<std::string>& before,
                       const std::set<std::string>& after) {
  std::string out;
  for (const std::string& line : before)
    if (!after.contains(line)) out += "- " + line + "\n";
  for (const std::string& line : after)
    if (!before.contains(line)) out += "+ " + line + "\n";
  return out;
}

std::vector<std::string> make_source(SchemaMaker* maker, int count,
                                     const Servers& servers) {
  std::vector<std::string> names;
  std::string script =
      "DROP DATABASE IF EXISTS `schemas`; CREATE DATABASE `schemas`; "
      "USE `schemas`; SET sql_mode = 'STRICT_ALL_TABLES';\n";
  for (int i = 0; i < count; ++i) {
    names.push_back(maker->odd_name(i) + "_" + std::to_string(i));
    script += maker->create_table(names.back());
  }
  run_forced(servers, script);
  return names;
}

// Where nobody says who it was, it must still be seen.
void check_cause(const LiveRun& run, const LawTarget& target,
                 const std::string& cause) {
  const JsonNode proposal = proposal_of(run);
  const std::set<std::string> causes = causes_of(proposal);
  INFO(of_other_causes(proposal, cause));
  if (target.tells_causes()) {
    CHECK(causes == std::set<std::string>{cause});
  } else {
    CHECK(causes.size() == 1);
  }
}

void check_law(uint32_t seed, int count, const LawTarget& target, bool family) {
  const LiveRun run("schemas", kPlan, family);
  const Servers& servers = run.servers();
  SchemaMaker maker(seed, SourceWords(source_version()));
  const std::vector<std::string> names = make_source(&maker, count, servers);
  const int made = std::stoi(servers.source_value(
      "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
      "'schemas'"));
  REQUIRE(made > count / 2);

  check_cause(run, target, "new");
  apply_and_settle(run);

  // The source moves on.
  std::string altered = "USE `schemas`;\n";
  for (int i = 0; i < count; i += 2) {
    altered += maker.alter_table(names[static_cast<size_t>(i)], i);
  }
  run_forced(servers, altered);
  check_cause(run, target, "source");
  apply_and_settle(run);

  // A hand on the target; the way back is the way that it came.
  const std::set<std::string> before = target.shown(run, "schemas");
  CHECK(before.size() > static_cast<size_t>(made));
  target.damage(run, "schemas");
  CHECK(difference(before, target.shown(run, "schemas")) != "");
  check_cause(run, target, "target");
  apply_and_settle(run);
  CHECK(difference(before, target.shown(run, "schemas")) == "");
  if (getenv("MILLRACE_SHOW_TABLES") != nullptr) {
    fprintf(stderr, "tables made: %d\n", made);
  }
}

void check_seeds(const LawTarget& target, bool family) {
  const int count = from_environment("MILLRACE_SCHEMAS", 25);
  const int first = from_environment("MILLRACE_SEED", 7);
  const int seeds = from_environment("MILLRACE_SEEDS", 1);
  for (int seed = first; seed < first + seeds; ++seed) {
    INFO("MILLRACE_SEED=" << seed << " MILLRACE_SCHEMAS=" << count);
    check_law(static_cast<uint32_t>(seed), count, target, family);
  }
}

}  // namespace

TEST_CASE("schema law: applied, altered, applied: the next plan is empty",
          "[law][law-postgres]") {
  check_seeds(*postgres_law_target(), false);
}

TEST_CASE("schema law: a target of the source's own family",
          "[law][law-family]") {
  check_seeds(*family_law_target(), true);
}

TEST_CASE("schema law: a Greenplum cluster", "[law][law-greenplum]") {
  if (!greenplum_named()) {
    WARN("not run, needs MILLRACE_GREENPLUM=host:port");
    return;
  }
  const OnGreenplum target;
  check_seeds(*postgres_law_target(), false);
}

}  // namespace millrace::test
