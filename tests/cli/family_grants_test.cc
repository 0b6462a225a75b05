// SPDX-License-Identifier: Apache-2.0
//
// grants for a target of the MySQL family: an account with exactly what is
// printed carries the Plan out, and without any one privilege plan is
// blocked.
#include "base/json.h"
#include "base/text.h"
#include "cli/binary.h"
#include "support/mariadb_server.h"

namespace millrace {
namespace {

using test::has;
using test::MariadbServer;
using test::millrace_run;

struct Pair {
  Pair() {
    source.run(
        "DROP DATABASE IF EXISTS grant_my; CREATE DATABASE grant_my; USE "
        "grant_my; CREATE TABLE a (id INT PRIMARY KEY, v INT, KEY (v)); "
        "INSERT INTO a VALUES (1, 1)");
    fresh();
  }
  void fresh() const {
    source.run(
        "USE grant_my; DROP TABLE a; CREATE TABLE a (id INT PRIMARY KEY, v "
        "INT, KEY (v)); INSERT INTO a VALUES (1, 1)");
    target.run(
        "DROP DATABASE IF EXISTS grant_my; DROP DATABASE IF EXISTS sales_x; "
        "DROP DATABASE IF EXISTS millrace; DROP USER IF EXISTS sync@'%'");
  }
  std::string plan(const std::string& more = "") const {
    return R"({"name": "grant_my", "sources": {"eu": {"host": "127.0.0.1",
  "port": )" +
           std::to_string(source.port()) + R"(, "user": "root"}},
  "target": {"engine": "mysql", "host": "127.0.0.1", "port": )" +
           std::to_string(target.port()) +
           R"(, "user": "sync", "password": {"file": "password"}},
  "tables": [{"source": "eu", "include": ["grant_my.*"]}])" +
           more + "}";
  }
  MariadbServer& source = MariadbServer::shared();
  MariadbServer target{{"--server-id=2"}};
};

JsonNode target_side(const test::PlanFile& file, bool offline) {
  std::vector<std::string> words = {"grants", file.path, "--format", "json"};
  if (offline) words.emplace_back("--offline");
  const test::Outcome ended = millrace_run(words);
  INFO(ended.text());
  REQUIRE(ended.exit_code == 0);
  const auto root = parse_own_json(ended.out);
  REQUIRE(root.ok());
  for (const JsonNode& server : root->find("servers")->items) {
    if (server.string_or("server", "") == "target") return server;
  }
  FAIL("no target");
  return {};
}

}  // namespace

TEST_CASE("family grants: what is printed suffices, nothing can be left") {
  const Pair pair;
  for (const bool mapped : {false, true}) {
    const test::PlanFile file(
        pair.plan(mapped ? R"(, "mappings": [{"match": "grant_my.*",
                                    "to": {"schema": "sales_x"}}])"
                         : ""));
    test::write_file(file.folder + "/password", "open");
    const JsonNode side = target_side(file, true);
    const std::string create =
        replace_all(side.string_or("create", ""), "<PASSWORD>", "'open'");
    std::vector<std::string> grants;
    for (const JsonNode& grant : side.find("grants")->items) {
      grants.push_back(grant.string_or("statement", ""));
    }
    REQUIRE(grants.size() == (mapped ? 3 : 2));
    const auto give = [&] {
      pair.fresh();
      pair.target.run(create);
      for (const std::string& grant : grants) pair.target.run(grant);
    };
    for (const std::string& grant : grants) {
      if (mapped && has(grant, "`grant\\_my`")) continue;
      const size_t on = grant.find(" ON ");
      for (const std::string& word : split(grant.substr(6, on - 6), ',')) {
        give();
        const std::string rest =
            replace_all(grant.substr(on), " TO ", " FROM ");
        pair.target.run(cat("REVOKE ", word, rest));
        const test::Outcome plan = millrace_run({"plan", file.path});
        INFO("without " << word << rest << "\n" << plan.text());
        // What a statement of the source will ask for is a warning.
        CHECK(plan.exit_code == (has(word, "DROP") ? 0 : 3));
        CHECK(has(plan.out, "P264"));
      }
    }
    give();
    const test::Outcome apply =
        millrace_run({"apply", file.path, "--yes", "--progress", "none"});
    INFO(apply.text());
    REQUIRE(apply.exit_code == 0);
    CHECK(millrace_run({"verify", file.path}).exit_code == 0);
    pair.source.run(
        "USE grant_my; ALTER TABLE a ADD COLUMN w INT, DROP INDEX v; TRUNCATE "
        "TABLE a; INSERT INTO a VALUES (5, 5, 5)");
    const test::Outcome follows =
        millrace_run({"apply", file.path, "--yes", "--progress", "none"});
    INFO(follows.text());
    CHECK(follows.exit_code == 0);
    CHECK(millrace_run({"verify", file.path}).exit_code == 0);
    const JsonNode now = target_side(file, false);
    for (const JsonNode& grant : now.find("grants")->items) {
      CHECK(grant.bool_or("held", false));
    }
  }
}

TEST_CASE("family grants: what is held in excess is named") {
  const Pair pair;
  pair.target.run(
      "CREATE USER sync@'%' IDENTIFIED BY 'open'; GRANT SELECT, INSERT, "
      "UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON grant_my.* TO sync@'%'; "
      "GRANT "
      "SELECT, INSERT, UPDATE, DELETE, CREATE ON millrace.* TO sync@'%'; "
      "GRANT PROCESS ON *.* TO sync@'%'");
  const test::PlanFile file(pair.plan());
  test::write_file(file.folder + "/password", "open");
  const test::Outcome ended = millrace_run({"grants", file.path});
  INFO(ended.text());
  CHECK(ended.exit_code == 0);
  CHECK(has(ended.out, "INDEX ON grant_my.*"));
  CHECK_FALSE(has(ended.out, "DROP ON grant_my.*"));
  CHECK(has(ended.out, "PROCESS ON *.*"));
}

}  // namespace millrace
