// SPDX-License-Identifier: Apache-2.0
//
// What a real Greenplum cluster says of tables that are there: many dead
// rows, fewer segments than the cluster has.
#include <catch2/catch.hpp>

#include "live/live_run.h"

namespace millrace::test {
namespace {

std::string plan() {
  std::string text = plan_of_database(false);
  text.insert(text.rfind('}'), R"(,
  "sync": {"on_existing": "clear"})");
  return text;
}

}  // namespace

TEST_CASE("greenplum: dead rows and missing segments are named",
          "[greenplum]") {
  if (!greenplum_named()) {
    WARN("not run, needs MILLRACE_GREENPLUM=host:port");
    return;
  }
  const OnGreenplum target;
  const LiveRun run("cluster", plan());
  run.servers().run_source(
      "DROP DATABASE IF EXISTS cluster; CREATE DATABASE cluster; USE cluster; "
      "CREATE TABLE dead(id INT PRIMARY KEY, v VARCHAR(200)); CREATE TABLE "
      "few(id INT PRIMARY KEY);");
  run.servers().run_target(
      "CREATE SCHEMA cluster; CREATE TABLE cluster.dead(id integer NOT NULL, v "
      "character varying(200), PRIMARY KEY (id)) DISTRIBUTED BY (id); CREATE "
      "TABLE cluster.few(id integer NOT NULL, PRIMARY KEY (id)) DISTRIBUTED BY "
      "(id); INSERT INTO cluster.dead SELECT i, repeat('x', 150) FROM "
      "generate_series(1, 20000) AS i; UPDATE cluster.dead SET v = 'y' || v; "
      "UPDATE cluster.dead SET v = 'y' || v; UPDATE cluster.dead SET v = 'y' "
      "|| v; DELETE FROM cluster.dead WHERE id > 300; ANALYZE cluster.dead;");
  const std::string of_few = run.servers().target_value(
      "SELECT count(*) FROM pg_attribute WHERE attrelid = "
      "'gp_distribution_policy'::regclass AND attname = 'numsegments'");
  if (of_few != "0") {
    run.servers().run_target(
        "SET allow_system_table_mods = true; UPDATE gp_distribution_policy SET "
        "numsegments = 1 WHERE localoid = 'cluster.few'::regclass;");
  } else {
    WARN("this cluster keeps no number of segments for each table");
  }
  const Outcome said = run.millrace("plan");
  INFO(said.text());
  CHECK(said.exit_code == 0);
  CHECK(said.out.find("P337 target.cluster.dead") != std::string::npos);
  CHECK((said.out.find("P336 target.cluster.few") != std::string::npos) ==
        (of_few != "0"));
}

}  // namespace millrace::test
