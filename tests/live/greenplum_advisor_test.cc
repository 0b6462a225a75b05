// SPDX-License-Identifier: Apache-2.0
//
// The key advisor into a real Greenplum cluster, when MILLRACE_GREENPLUM
// names one: what it says, that two plans say it in the same bytes, that what
// it chose is made, and that nothing is left to propose.
#include <catch2/catch.hpp>
#include <set>

#include "base/json.h"
#include "live/live_run.h"

namespace millrace::test {
namespace {

const char* const kSchema =
    "DROP DATABASE IF EXISTS advisor; CREATE DATABASE advisor; USE advisor;"
    "CREATE TABLE orders(tenant INT, id INT, mail VARCHAR(40), PRIMARY KEY "
    "(tenant, id), UNIQUE KEY mail (tenant, mail));"
    "CREATE TABLE flags(flag TINYINT(1), day INT, PRIMARY KEY (flag, day));"
    "CREATE TABLE only_flag(flag TINYINT(1) PRIMARY KEY);"
    "CREATE TABLE users(id INT PRIMARY KEY, mail VARCHAR(40) UNIQUE, doc "
    "LONGTEXT);"
    "CREATE TABLE events(id INT PRIMARY KEY);"
    "CREATE TABLE a(id INT PRIMARY KEY); CREATE TABLE b(id INT PRIMARY KEY);"
    "SET @n = 0; INSERT INTO orders SELECT @n MOD 3, @n, CONCAT('m', @n := @n "
    "+ 1) FROM information_schema.COLLATIONS x, information_schema.COLLATIONS "
    "y LIMIT 20000; ANALYZE TABLE orders;";

std::string plan(const std::string& mappings) {
  return R"({"name": "@NAME@",
  "sources": {"src": {"host": "@SOURCE_HOST@", "port": @SOURCE_PORT@,
    "user": "millrace"}},
  "target": {"engine": "postgresql", "host": "@TARGET_HOST@",
    "port": @TARGET_PORT@, "user": "postgres",
    "database": "@TARGET_DATABASE@"},
  "tables": [{"source": "src", "include": ["advisor.*"]}],
  "values": {"tinyint1": "boolean"},
  "mappings": [)" +
         mappings + "]}";
}

struct Said {
  std::string text;
  std::set<std::string> codes;
  std::string orders;  // the lines of orders' placement
  size_t changes = 0;
};

Said said(const LiveRun& run, const Argv& options = {}) {
  Argv words = {"--format", "json"};
  words.insert(words.end(), options.begin(), options.end());
  Said out;
  out.text = run.millrace("plan", words).out;
  const Result<JsonNode> root = parse_own_json(out.text);
  INFO(out.text.substr(0, 2000));
  REQUIRE(root.ok());
  for (const JsonNode& one : root->find("findings")->items) {
    out.codes.insert(one.string_or("code", ""));
  }
  out.changes = root->find("changes")->items.size();
  for (const JsonNode& change : root->find("changes")->items) {
    const JsonNode* lines = change.find("placement");
    if (change.string_or("object", "") != "advisor.orders") continue;
    if (lines == nullptr) continue;
    for (const JsonNode& line : lines->items) out.orders += line.text + "\n";
  }
  return out;
}

void check_codes(const Said& said, const std::vector<std::string>& wanted) {
  for (const std::string& code : wanted) {
    INFO(code);
    CHECK(said.codes.contains(code));
  }
}

bool ready() {
  if (!greenplum_named()) WARN("not run, needs MILLRACE_GREENPLUM=host:port");
  return greenplum_named();
}

TEST_CASE("greenplum: the advisor, its figures and its findings",
          "[greenplum]") {
  if (!ready()) return;
  const OnGreenplum target;
  const LiveRun run("advisor", plan(R"(
    {"match": "advisor.orders", "distribution": {"by": ["tenant"]}},
    {"match": "advisor.events", "storage": "append_column"})"));
  run.servers().run_source(kSchema);
  const Said first = said(run);
  check_codes(first, {"P244", "P245", "P248", "P250", "P330"});
  CHECK(first.orders.find("different values by the index statistics") !=
        std::string::npos);
  CHECK(said(run).text == first.text);
  const Said looked = said(run, {"--scan", "full"});
  check_codes(looked, {"P330", "P331"});
  CHECK(looked.orders.find("33 % of all 20,000 rows") != std::string::npos);

  const Outcome applied = run.millrace(
      "apply", {"--yes", "--until", "caught-up", "--progress", "none"});
  INFO(applied.text());
  REQUIRE(applied.exit_code == 0);
  CHECK(said(run).changes == 0);
}

TEST_CASE("greenplum: distributions that cannot be, or that are otherwise",
          "[greenplum]") {
  if (!ready()) return;
  const OnGreenplum target;
  const LiveRun run("advisor", plan(R"(
    {"match": "advisor.orders", "distribution": {"by": ["nothing"]}},
    {"match": "advisor.users", "distribution": {"by": ["doc"]},
     "columns": {"doc": {"type": "json"}}},
    {"match": "advisor.flags", "distribution": {"by": ["day", "day2"]}},
    {"match": "advisor.a", "to": {"table": "met"},
     "distribution": "randomly"},
    {"match": "advisor.b", "to": {"table": "met"},
     "distribution": {"by": ["id"]}})"));
  run.servers().run_source(kSchema);
  run.servers().run_target(
      "CREATE SCHEMA advisor; CREATE TABLE advisor.events(id integer) "
      "DISTRIBUTED RANDOMLY");
  check_codes(said(run), {"P241", "P242", "P247", "P251"});
  const LiveRun other("advisor2", plan(R"(
    {"match": "advisor.users", "distribution": {"by": ["mail"]}})"));
  check_codes(said(other), {"P243"});
}

}  // namespace
}  // namespace millrace::test
