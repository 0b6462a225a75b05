// SPDX-License-Identifier: Apache-2.0
//
// The printed statements are run as they are; an account with them and no
// more carries the Plan out, and any one less is missed by plan.
#include "base/json.h"
#include "cli/two_servers.h"

namespace millrace {
namespace {

using test::has;
using test::millrace_run;
using test::TwoServers;

struct Accounts {
  Accounts() : servers("grant_shop", schema()) { drop(); }
  ~Accounts() { drop(); }

  static std::string schema() {
    return "CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1);"
           "CREATE TABLE c (id int PRIMARY KEY); INSERT INTO c VALUES (2)";
  }
  static std::string replaced(std::string text, const std::string& from,
                              const std::string& to) {
    const size_t at = text.find(from);
    return at == text.npos ? text : text.replace(at, from.size(), to);
  }
  std::string plan(const std::string& include) const {
    return R"({"name": "grant_shop", "sources": {"eu": {"host": "127.0.0.1",
  "port": )" +
           std::to_string(servers.source.port()) +
           R"(, "user": "grantee", "password": {"file": "password"}}},
  "target": {"engine": "postgresql", "host": "127.0.0.1", "port": )" +
           std::to_string(servers.target.port()) + R"(, "database": ")" +
           servers.target_database + R"(", "user": "grantee"},
  "tables": [{"source": "eu", "include": [)" +
           include + "]}]}";
  }
  void drop() const {
    servers.source.run("DROP USER IF EXISTS grantee@'%'");
    servers.target.run(
        "DROP SCHEMA IF EXISTS grant_shop CASCADE; DROP SCHEMA IF EXISTS "
        "millrace CASCADE; DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE "
        "rolname = 'grantee') THEN DROP OWNED BY grantee CASCADE; DROP ROLE "
        "grantee; END IF; END $$; REVOKE ALL ON DATABASE " +
            servers.target_database + " FROM PUBLIC",
        servers.target_database);
  }
  void run(bool target, const std::string& statement) const {
    if (target) {
      servers.target.run(statement, servers.target_database);
    } else {
      servers.source.run(statement);
    }
  }
  TwoServers servers;
};

struct Printed {
  bool target = false;
  std::string create;
  std::vector<std::string> grants;
};

std::vector<Printed> printed(const test::PlanFile& file) {
  const test::Outcome ended =
      millrace_run({"grants", file.path, "--offline", "--format", "json"});
  INFO(ended.text());
  REQUIRE(ended.exit_code == 0);
  const auto root = parse_own_json(ended.out);
  REQUIRE(root.ok());
  std::vector<Printed> out;
  for (const JsonNode& server : root->find("servers")->items) {
    Printed& one = out.emplace_back();
    one.target = server.string_or("server", "") == "target";
    one.create = Accounts::replaced(server.string_or("create", ""),
                                    "<PASSWORD>", "'open'");
    for (const JsonNode& grant : server.find("grants")->items) {
      one.grants.push_back(grant.string_or("statement", ""));
    }
  }
  return out;
}

void give(const Accounts& accounts, const std::vector<Printed>& all,
          const std::string& without = "") {
  accounts.drop();
  for (const Printed& server : all) {
    accounts.run(server.target, server.create);
    for (const std::string& grant : server.grants) {
      if (grant != without) accounts.run(server.target, grant);
    }
  }
}

void check_law(const std::string& include) {
  const Accounts accounts;
  const test::PlanFile file(accounts.plan(include));
  test::write_file(file.folder + "/password", "open");
  const std::vector<Printed> all = printed(file);
  REQUIRE(all.size() == 2);
  for (const Printed& server : all) {
    for (const std::string& grant : server.grants) {
      give(accounts, all, grant);
      const test::Outcome plan = millrace_run({"plan", file.path});
      INFO("without " << grant << "\n" << plan.text());
      // Where no table has columns of its own, it is not needed yet.
      const bool later = has(grant, "GRANT TEMPORARY");
      CHECK(plan.exit_code == (later ? 0 : 3));
      CHECK((!later || has(plan.out, "remedy: " + grant)));
    }
  }
  give(accounts, all);
  const test::Outcome apply =
      millrace_run({"apply", file.path, "--yes", "--progress", "none"});
  INFO(apply.text());
  REQUIRE(apply.exit_code == 0);
  accounts.servers.source.run("INSERT INTO grant_shop.a VALUES (7)");
  CHECK(millrace_run({"apply", file.path, "--yes"}).exit_code == 0);
  CHECK(millrace_run({"verify", file.path}).exit_code == 0);
  const test::Outcome now =
      millrace_run({"grants", file.path, "--format", "json"});
  INFO(now.text());
  CHECK(now.exit_code == 0);
  CHECK(has(now.out, "\"missing\": []"));
  CHECK_FALSE(has(now.out, "\"held\": false"));
  const auto violation = schema_violation(
      test::read_file(test::in_root("schemas/grants.schema.json")), now.out);
  REQUIRE(violation.ok());
  CHECK(*violation == "");
}

TEST_CASE("grants: what is printed suffices, and nothing of it can be left") {
  check_law("\"grant_shop.*\"");
  check_law("\"grant_shop.a\", \"grant_shop.c\"");
}

TEST_CASE("grants: privileges held in excess are named") {
  TwoServers servers("grant_much", Accounts::schema());
  const test::PlanFile file(servers.plan());
  const test::Outcome ended = millrace_run({"grants", file.path});
  INFO(ended.text());
  CHECK(ended.exit_code == 0);
  CHECK(has(ended.out, "ALL PRIVILEGES ON *.*"));
  CHECK(has(ended.out, "SUPERUSER"));
  CHECK(has(ended.out, "nothing is missing"));
}

// Clusters were refused, though their accounts need what PostgreSQL's need.
TEST_CASE("grants: every engine has its statements") {
  for (const char* engine : {"analyticdb-postgresql", "drds", "mysql"}) {
    const test::PlanFile file(
        Accounts::replaced(test::lonely_plan(), "postgresql", engine));
    const test::Outcome ended =
        millrace_run({"grants", file.path, "--offline"});
    INFO(engine << ended.text());
    CHECK(ended.exit_code == 0);
    CHECK(has(ended.out, "CREATE ROLE") ==
          (std::string(engine) == "analyticdb-postgresql"));
  }
}

TEST_CASE("grants: an account that is not there yet gets its statements") {
  const test::PlanFile file(test::lonely_plan());
  const test::Outcome ended = millrace_run({"grants", file.path});
  CHECK(ended.exit_code == 1);
  CHECK(has(ended.out, "CREATE USER 'm'@'%' IDENTIFIED BY <PASSWORD>"));
  CHECK(has(ended.out, "GRANT SELECT ON `shop`.* TO 'm'@'%'"));
  CHECK(has(ended.err, "--offline"));
}

}  // namespace
}  // namespace millrace
