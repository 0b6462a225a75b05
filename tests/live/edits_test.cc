// SPDX-License-Identifier: Apache-2.0
//
// A Plan that is edited while it runs: each edit converges, or says why it
// cannot, on real servers with a ledger and a stream.
#include <catch2/catch.hpp>

#include "base/json.h"
#include "live/live_run.h"
#include "support/oracle.h"
#include "support/paths.h"

namespace millrace::test {
namespace {

const char* kHead = R"({
  "name": "edits",
  "sources": {
    "src": {"host": "@SOURCE_HOST@", "port": @SOURCE_PORT@, "user": "millrace"}
    @SOURCES@
  },
  "target": {
    "engine": "postgresql", "host": "@TARGET_HOST@", "port": @TARGET_PORT@,
    "user": "postgres", "database": "live_edits"
  },
  "tables": [@TABLES@]@MORE@
})";

// One database, one target, and Plans that follow each other under one name.
class Edits {
 public:
  Edits() : run_("edits", "{}") {
    servers().run_source(
        "DROP DATABASE IF EXISTS edits; CREATE DATABASE edits; USE edits;"
        "CREATE TABLE a (id INT PRIMARY KEY, v VARCHAR(20) NOT NULL, "
        "n INT, KEY v (v)); INSERT INTO a VALUES (1, 'one', 1), (2, 'two', 2);"
        "CREATE TABLE b (id INT PRIMARY KEY, d DATE); "
        "INSERT INTO b VALUES (1, '2020-01-01')");
  }
  const Servers& servers() const { return run_.servers(); }

  void plan(const std::string& more = "", const std::string& tables = "",
            const std::string& sources = "") {
    std::string text = replaced(kHead, "@MORE@", more);
    text = replaced(text, "@SOURCES@", sources);
    text =
        replaced(text, "@TABLES@",
                 tables.empty() ? R"({"source": "src", "include": ["edits.a"]})"
                                : tables);
    text = replaced(text, "@SOURCE_HOST@", servers().source().host);
    text = replaced(text, "@SOURCE_PORT@",
                    std::to_string(servers().source().port));
    text = replaced(text, "@TARGET_HOST@", servers().target().host);
    text = replaced(text, "@TARGET_PORT@",
                    std::to_string(servers().target().port));
    write_file(run_.plan_path(), text);
  }
  void map(const std::string& members) {
    plan(R"(, "mappings": [{"match": "edits.a", )" + members + "}]");
  }

  JsonNode proposal(const Argv& options = {}) {
    Argv all = {"--format", "json"};
    all.insert(all.end(), options.begin(), options.end());
    const Outcome plan = run_.millrace("plan", all);
    const auto root = parse_own_json(plan.out);
    INFO(plan.text());
    REQUIRE(root.ok());
    return *root;
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
      // Notes on the servers and the source's tables are not on edits.
      const bool of_edits = code >= "P160" && (code < "P163" || code > "P189");
      if (!error && !of_edits) continue;
      out += (out.empty() ? "" : " ") +
             (error ? f.string_or("code", "")
                    : "(" + f.string_or("code", "") + ")");
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
  void settled(const std::string& source, const std::string& target) {
    apply();
    CHECK(changes() == "");
    CHECK(servers().ask_source(source) == servers().ask_target(target));
    CHECK_FALSE(servers().ask_target(target).empty());
  }
  const LiveRun& run() const { return run_; }

 private:
  LiveRun run_;
};

const char* kAll = "SELECT id, v, n FROM edits.a ORDER BY id";

}  // namespace

TEST_CASE("edits: tables and sources come and go", "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);

  const std::string both =
      R"({"source": "src", "include": ["edits.a", "edits.b"]})";
  e.plan("", both);
  CHECK(e.changes() == "create_table:new copy_table:new");
  e.servers().run_source("INSERT INTO edits.a VALUES (3, 'three', 3)");
  e.settled("SELECT * FROM edits.b ORDER BY id",
            "SELECT * FROM edits.b ORDER BY id");
  CHECK(e.servers().target_value("SELECT count(*) FROM edits.a") == "3");

  e.plan();
  CHECK(e.changes() == "forget_table:plan");
  e.settled(kAll, kAll);
  CHECK(e.servers().target_value("SELECT count(*) FROM edits.b") == "1");

  const std::string more =
      R"(, "two": {"host": "@SOURCE_HOST@", "port": @SOURCE_PORT@,
         "user": "millrace"})";
  e.plan(R"(, "mappings": [{"match": "edits.b", "source": "two",
                            "to": {"schema": "second"}}])",
         R"({"source": "src", "include": ["edits.a"]},
            {"source": "two", "include": ["edits.b"]})",
         more);
  CHECK(e.changes() ==
        "create_schema:new create_table:new copy_table:new start_stream:new");
  e.settled("SELECT * FROM edits.b", "SELECT * FROM second.b");
  e.servers().run_source("UPDATE edits.b SET d = '2021-02-03'");
  e.settled("SELECT * FROM edits.b", "SELECT * FROM second.b");
  e.plan();
  CHECK(e.changes() == "stop_stream:plan forget_table:plan");
  e.settled(kAll, kAll);
}

TEST_CASE("edits: renamed, the stream goes on, wherever the run ends",
          "[edits]") {
  const std::string renamed =
      R"("to": {"schema": "sales", "table": "it's \"sold\""},
         "columns": {"v": {"to": "Value"}, "id": {"to": "key"}},
         "moved": [{"from": "v", "to": "Value"}, {"from": "id", "to": "key"},
                   {"from": {"schema": "edits", "table": "$table"},
                    "to": {"schema": "sales", "table": "it's \"sold\""}}])";
  const std::string target =
      "SELECT key, \"Value\", n FROM sales.\"it's \"\"sold\"\"\" ORDER BY key";
  for (const char* moment :
       {"", "schema.after_change:2", "renames.before:1", "renames.after:1"}) {
    INFO(moment);
    Edits e;
    e.plan();
    e.settled(kAll, kAll);
    e.map(renamed);
    CHECK(e.changes() == "create_schema:new alter_table:plan");
    CHECK(e.findings() == "");
    e.servers().run_source(
        "INSERT INTO edits.a VALUES (3, 'three', 3); "
        "UPDATE edits.a SET v = 'uno' WHERE id = 1;"
        "DELETE FROM edits.a WHERE id = 2");
    if (*moment != '\0') {
      e.apply({}, {{"MILLRACE_CRASH_AT", moment}}, 128 + 9);
    }
    e.settled(kAll, target);
    e.servers().run_source("UPDATE edits.a SET v = 'tres' WHERE id = 3");
    e.settled(kAll, target);
    const Outcome verify = e.run().millrace("verify");
    INFO(verify.text());
    CHECK(verify.exit_code == 0);
    // The old name is free.
    e.plan(R"(, "mappings": [{"match": "edits.a", )" + renamed +
               R"(}, {"match": "edits.b", "to": {"table": "a"}}])",
           R"({"source": "src", "include": ["edits.a", "edits.b"]})");
    e.settled("SELECT * FROM edits.b", "SELECT * FROM edits.a");
  }
}

TEST_CASE("edits: types, columns left out and columns dropped", "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.map(R"("columns": {"n": {"type": "bigint"}, "v": {"type": "text"}})");
  CHECK(e.changes() == "alter_table:plan");
  e.settled(kAll, kAll);

  e.map(R"("columns": {"n": {"skip": true}, "v": {"type": "text"}})");
  CHECK(e.changes() == "");
  CHECK(e.findings() == "(P281) (P213)");
  e.servers().run_source("INSERT INTO edits.a VALUES (3, 'three', 3)");
  e.settled("SELECT id, v FROM edits.a ORDER BY id",
            "SELECT id, v FROM edits.a ORDER BY id");
  CHECK(e.servers().target_value("SELECT n FROM edits.a WHERE id = 2") == "2");
  CHECK(e.findings() == "(P213)");

  e.map(R"("columns": {"n": {"skip": true}, "v": {"type": "text"}},
           "drop_columns": ["n"])");
  const JsonNode proposal = e.proposal();
  REQUIRE(proposal.find("changes")->items.size() == 1);
  CHECK(proposal.find("changes")->items[0].string_or("risk", "") == "destroys");
  CHECK(e.run().millrace("plan", {"--max-risk", "rewrites"}).exit_code == 3);
  e.apply({"--max-risk", "rewrites"}, {}, 3);
  e.settled("SELECT * FROM (SELECT id, v FROM edits.a) t ORDER BY id",
            "SELECT * FROM edits.a ORDER BY id");

  // A column more cannot be filled in place.
  e.plan();
  CHECK(e.findings().find("P161") != std::string::npos);
  e.apply({}, {}, 3);
}

TEST_CASE("edits: what would be without effect is said", "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.map(R"("where": "id > 1")");
  CHECK(e.findings() == "P161");
  e.plan(R"(, "sync": {"on_existing": "clear"})");
  CHECK(e.findings() == "(P282)");
  e.plan(R"(, "values": {"zero_date": "null", "nul_byte": "strip"})");
  CHECK(e.findings() == "");
  e.apply();
  e.plan();
  CHECK(e.findings() == "P161");
  e.plan(R"(, "values": {"zero_date": "null", "nul_byte": "strip"},
              "sync": {"stream": []})");
  CHECK(e.changes() == "stop_stream:plan");
  e.apply();
  CHECK(e.changes() == "");
  e.servers().run_source("INSERT INTO edits.a VALUES (9, 'missed', 9)");
  e.plan(R"(, "values": {"zero_date": "null", "nul_byte": "strip"})");
  CHECK(e.findings() == "P283");
  e.apply({}, {}, 3);
}

TEST_CASE("edits: three ways, told apart on real servers", "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.servers().run_target(
      "ALTER TABLE edits.a ALTER COLUMN n SET DEFAULT 5; DROP INDEX "
      "edits.a_v;");
  CHECK(e.changes() == "alter_table:target create_index:target");
  e.settled(kAll, kAll);
  e.servers().run_target("ALTER TABLE edits.a DROP COLUMN n;");
  CHECK(e.findings() == "P284");
  e.apply({}, {}, 3);
}

TEST_CASE("edits: a ledger of the earlier release goes on working", "[edits]") {
  Edits e;
  e.plan();
  e.settled(kAll, kAll);
  e.servers().run_target("DROP TABLE millrace.tables;");
  CHECK(e.changes() == "");
  CHECK(e.findings() == "");
  e.map(R"("where": "id > 1")");
  CHECK(e.findings() == "P161");
  e.plan();
  e.servers().run_source("INSERT INTO edits.a VALUES (4, 'four', 4)");
  e.settled(kAll, kAll);
  CHECK(e.servers().target_value("SELECT count(*) FROM millrace.tables") ==
        "1");
}

TEST_CASE("edits: a saved proposal names what is not as it was", "[edits]") {
  Edits e;
  e.plan();
  const std::string file = e.run().plan_path() + ".saved";
  const auto save = [&](const Argv& more = {}) {
    Argv all = {"--out", file};
    all.insert(all.end(), more.begin(), more.end());
    REQUIRE(e.run().millrace("plan", all).exit_code == 0);
  };
  const auto apply = [&] {
    return run({test::program_path(), "apply", file, "--progress", "none"}, 60);
  };
  const auto says = [](const Outcome& o, const std::string& what) {
    INFO(o.text());
    CHECK(o.err.find(what) != std::string::npos);
  };
  save();
  e.servers().run_source("ALTER TABLE edits.a MODIFY n BIGINT");
  Outcome stale = apply();
  CHECK(stale.exit_code == 4);
  says(stale, "source table src.edits.a has been altered: type of column n");
  save({"--expires", "1s"});
  sleep_seconds(1.1);
  says(apply(), "expired");
  save();
  const std::string text = read_file(file);
  write_file(file, replaced(text, "bigint", "int"));
  CHECK(apply().exit_code == 1);
  write_file(file, text.substr(0, text.size() / 2));
  CHECK(apply().exit_code == 1);
  write_file(file, text);
  CHECK(apply().exit_code == 0);
  e.map(R"("columns": {"v": {"type": "text"}})");
  save();
  e.servers().run_target("COMMENT ON COLUMN edits.a.v IS 'x';");
  stale = apply();
  CHECK(stale.exit_code == 4);
  says(stale, "target table edits.a has been altered: comment of column v");
}

}  // namespace millrace::test
