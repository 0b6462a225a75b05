// SPDX-License-Identifier: Apache-2.0
//
// A Plan that is edited while it runs into a target of the source's own
// family, whose DDL commits by itself: each edit converges, wherever a run
// ends, or says why it cannot.
#include <catch2/catch.hpp>

#include "base/json.h"
#include "live/live_run.h"
#include "support/oracle.h"

namespace millrace::test {
namespace {

const char* kHead = R"({
  "name": "edits",
  "sources": {
    "src": {"host": "@SOURCE_HOST@", "port": @SOURCE_PORT@, "user": "millrace"}
  },
  "target": {"engine": "mysql", "host": "@FAMILY_HOST@",
             "port": @FAMILY_PORT@, "user": "root"},
  "tables": [{"source": "src", "include": [@TABLES@]}]@MORE@
})";

// One database, one target, and Plans that follow each other under one name.
class Edits {
 public:
  Edits() : run_("edits", "{}", true) {
    source().run_source(
        "DROP DATABASE IF EXISTS edits; CREATE DATABASE edits CHARACTER SET "
        "utf8mb4; USE edits;"
        "CREATE TABLE a (id INT PRIMARY KEY, v VARCHAR(20) NOT NULL, "
        "n INT, KEY v (v)); INSERT INTO a VALUES (1, 'one', 1), (2, 'two', 2);"
        "CREATE TABLE b (id INT PRIMARY KEY, d DATE); "
        "INSERT INTO b VALUES (1, '2020-01-01')");
  }
  const Servers& source() const { return run_.servers(); }
  const Servers& target() const { return run_.family(); }
  const LiveRun& run() const { return run_; }

  void plan(const std::string& more = "",
            const std::string& tables = "\"edits.a\"") {
    std::string text = replaced(kHead, "@MORE@", more);
    text = replaced(text, "@TABLES@", tables);
    text = replaced(text, "@SOURCE_HOST@", source().source().host);
    text =
        replaced(text, "@SOURCE_PORT@", std::to_string(source().source().port));
    text = replaced(text, "@FAMILY_HOST@", target().source().host);
    text =
        replaced(text, "@FAMILY_PORT@", std::to_string(target().source().port));
    write_file(run_.plan_path(), text);
  }
  void map(const std::string& members) {
    plan(R"(, "mappings": [{"match": "edits.a", )" + members + "}]");
  }

  JsonNode proposal() {
    const Outcome plan = run_.millrace("plan", {"--format", "json"});
    auto root = parse_own_json(plan.out);
    INFO(plan.text());
    REQUIRE(root.ok());
    return std::move(root).value();
  }
  // "alter_table:plan copy_table:new"
  std::string changes() {
    std::string out;
    const JsonNode root = proposal();
    for (const JsonNode& change : root.find("changes")->items) {
      out += (out.empty() ? "" : " ") + change.string_or("action", "") + ":" +
             change.string_or("cause", "none");
    }
    return out;
  }
  // Codes of errors, and of the others in brackets.
  std::string findings() {
    std::string out;
    const JsonNode root = proposal();
    for (const JsonNode& f : root.find("findings")->items) {
      const bool error = f.string_or("severity", "") == "error";
      const std::string code = f.string_or("code", "");
      // Notes on the servers and on types are not on edits.
      const bool of_edits =
          code == "P161" || code == "P213" || (code >= "P280" && code < "P290");
      if (!error && !of_edits) continue;
      out += (out.empty() ? "" : " ") + (error ? code : "(" + code + ")");
    }
    return out;
  }
  void apply(const Argv& options = {}, const Environment& extra = {},
             int code = 0) {
    Argv all = {"--yes", "--progress", "none"};
    all.insert(all.end(), options.begin(), options.end());
    const Outcome outcome = run_.millrace("apply", all, extra);
    INFO(outcome.text());
    REQUIRE(outcome.exit_code == code);
  }
  // Settled, and the rows of both queries are the same.
  void settled(const std::string& here, const std::string& there) {
    apply();
    CHECK(changes() == "");
    CHECK(source().ask_source(here) == target().ask_source(there));
    CHECK_FALSE(target().ask_source(there).empty());
  }
  std::string target_value(const std::string& sql) {
    return target().source_value(sql);
  }

 private:
  LiveRun run_;
};

const char* kAll = "SELECT id, v, n FROM edits.a ORDER BY id";

}  // namespace

TEST_CASE("family edits: renamed, the stream goes on, wherever the run ends",
          "[edits]") {
  const std::string renamed =
      R"("to": {"schema": "sales", "table": "it's \"sold\""},
         "columns": {"v": {"to": "Value"}, "id": {"to": "key"}},
         "moved": [{"from": "v", "to": "Value"}, {"from": "id", "to": "key"},
                   {"from": {"schema": "edits", "table": "$table"},
                    "to": {"schema": "sales", "table": "it's \"sold\""}}])";
  const std::string sold =
      "SELECT `key`, `Value`, n FROM sales.`it's \"sold\"` ORDER BY 1";
  // Each statement commits by itself: a run may end between any two.
  for (const char* moment :
       {"", "schema.after_change:1", "schema.after_change:2",
        "schema.after_statement:1", "schema.after_statement:2",
        "schema.after_statement:3", "schema.after_statement:4",
        "renames.before:1", "renames.after:1"}) {
    INFO(moment);
    Edits e;
    e.plan();
    e.settled(kAll, kAll);
    e.map(renamed);
    CHECK(e.changes() == "create_schema:new alter_table:plan");
    CHECK(e.findings() == "");
    e.source().run_source(
        "INSERT INTO edits.a VALUES (3, 'three', 3); "
        "UPDATE edits.a SET v = 'uno' WHERE id = 1;"
        "DELETE FROM edits.a WHERE id = 2");
    if (*moment != '\0') {
      e.apply({}, {{"MILLRACE_CRASH_AT", moment}}, 128 + 9);
      CHECK(e.findings() == "");
    }
    e.settled(kAll, sold);
    e.source().run_source("UPDATE edits.a SET v = 'tres' WHERE id = 3");
    e.settled(kAll, sold);
    const Outcome verify = e.run().millrace("verify");
    INFO(verify.text());
    CHECK(verify.exit_code == 0);
    CHECK(e.target_value("SELECT COUNT(*) FROM millrace.roads") == "1");
    CHECK(e.target_value("SELECT to_table FROM millrace.`tables`") ==
          "it's \"sold\"");
    // The old name is free.
    e.plan(R"(, "mappings": [{"match": "edits.a", )" + renamed +
               R"(}, {"match": "edits.b", "to": {"table": "a"}}])",
           "\"edits.a\", \"edits.b\"");
    e.settled("SELECT * FROM edits.b", "SELECT * FROM edits.a");
  }
}

TEST_CASE("family edits: tables come and go", "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.plan("", "\"edits.a\", \"edits.b\"");
  CHECK(e.changes() == "create_table:new copy_table:new");
  e.source().run_source("INSERT INTO edits.a VALUES (3, 'three', 3)");
  e.settled("SELECT * FROM edits.b", "SELECT * FROM edits.b");
  e.plan();
  CHECK(e.changes() == "forget_table:plan");
  e.settled(kAll, kAll);
  CHECK(e.target_value("SELECT COUNT(*) FROM edits.b") == "1");
  CHECK(e.target_value("SELECT COUNT(*) FROM millrace.`tables`") == "1");
}

TEST_CASE("family edits: types, columns left out and columns dropped",
          "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.map(R"("columns": {"n": {"type": "bigint"}})");
  CHECK(e.changes() == "alter_table:plan");
  e.settled(kAll, kAll);

  e.map(R"("columns": {"n": {"skip": true}})");
  CHECK(e.changes() == "");
  CHECK(e.findings() == "(P281) (P213)");
  e.source().run_source("INSERT INTO edits.a VALUES (3, 'three', 3)");
  e.settled("SELECT id, v FROM edits.a ORDER BY id",
            "SELECT id, v FROM edits.a ORDER BY id");
  CHECK(e.target_value("SELECT n FROM edits.a WHERE id = 2") == "2");
  CHECK(e.findings() == "(P213)");

  e.map(R"("columns": {"n": {"skip": true}}, "drop_columns": ["n"])");
  const JsonNode proposal = e.proposal();
  REQUIRE(proposal.find("changes")->items.size() == 1);
  CHECK(proposal.find("changes")->items[0].string_or("risk", "") == "destroys");
  e.apply({"--max-risk", "rewrites"}, {}, 3);
  e.settled("SELECT * FROM (SELECT id, v FROM edits.a) t ORDER BY id",
            "SELECT * FROM edits.a ORDER BY id");

  // A column more cannot be filled in place.
  e.plan();
  CHECK(e.findings().find("P161") != std::string::npos);
  e.apply({}, {}, 3);
}

TEST_CASE("family edits: three ways, told apart", "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.target().run_source(
      "ALTER TABLE edits.a ALTER COLUMN n SET DEFAULT 5; "
      "DROP INDEX v ON edits.a;");
  CHECK(e.changes() == "alter_table:target create_index:target");
  e.settled(kAll, kAll);
  e.map(R"("where": "id > 1")");
  CHECK(e.findings() == "P161");
  e.plan();
  e.target().run_source("ALTER TABLE edits.a DROP COLUMN n;");
  CHECK(e.findings() == "P284");
  e.apply({}, {}, 3);
}

TEST_CASE("family edits: a ledger of the earlier release goes on working",
          "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.target().run_source("DROP TABLE millrace.`tables`;");
  CHECK(e.changes() == "");
  CHECK(e.findings() == "");
  e.map(R"("where": "id > 1")");
  CHECK(e.findings() == "P161");
  e.plan();
  e.source().run_source("INSERT INTO edits.a VALUES (4, 'four', 4)");
  e.settled(kAll, kAll);
  CHECK(e.target_value("SELECT COUNT(*) FROM millrace.`tables`") == "1");
}

TEST_CASE("family edits: what cannot be renamed is refused before anything",
          "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.target().run_source("CREATE TABLE edits.c LIKE edits.a;");
  e.map(R"("to": {"table": "c"},
           "moved": [{"from": {"schema": "edits", "table": "a"},
                      "to": {"schema": "edits", "table": "c"}}])");
  CHECK(e.findings() == "P280");
  e.apply({}, {}, 3);
  e.target().run_source("DROP TABLE edits.c;");
  CHECK(e.findings() == "");
  e.settled(kAll, "SELECT id, v, n FROM edits.c ORDER BY id");
}

}  // namespace millrace::test
