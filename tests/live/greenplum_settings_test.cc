// SPDX-License-Identifier: Apache-2.0
//
// Into a Greenplum database whose settings are not the usual ones: tables are
// append-optimised and spread at random unless they say otherwise,
// transactions see one moment throughout, backslashes escape.
#include <catch2/catch.hpp>

#include "live/live_run.h"
#include "support/oracle.h"

namespace millrace::test {
namespace {

constexpr const char* kSettings[] = {
    "gp_default_storage_options = 'appendonly=true,orientation=column'",
    "gp_create_table_random_default_distribution = on",
    "default_transaction_isolation = 'repeatable read'",
    "standard_conforming_strings = off",
    "datestyle = 'German, DMY'",
    "timezone = 'Asia/Shanghai'",
    "enable_indexscan = off",
    "gp_autostats_mode = none",
    "optimizer = on",
};

std::string plan() {
  std::string text = plan_of_database(false);
  text.insert(text.rfind('}'), R"(,
  "mappings": [{"match": "odd_settings.row", "storage": "append_row"}])");
  return text;
}

std::string storage_of(const LiveRun& run, const std::string& table) {
  return run.servers().target_value(
      "SELECT relstorage FROM pg_class WHERE oid = '" + table + "'::regclass");
}

}  // namespace

TEST_CASE("greenplum: a database of other settings", "[greenplum]") {
  if (!greenplum_named()) {
    WARN("not run, needs MILLRACE_GREENPLUM=host:port");
    return;
  }
  const OnGreenplum target;
  const LiveRun run("odd_settings", plan());
  for (const char* setting : kSettings) {
    try {
      run.servers().run_target(
          std::string("ALTER DATABASE live_odd_settings SET ") + setting + ";");
    } catch (const std::exception& e) {
      WARN("not known to this server: " << e.what());
    }
  }
  run.servers().run_source(
      "DROP DATABASE IF EXISTS odd_settings; CREATE DATABASE odd_settings; USE "
      "odd_settings; CREATE TABLE heap(id INT PRIMARY KEY, a VARCHAR(20), d "
      "DATETIME, u INT, UNIQUE KEY (u, id)); CREATE TABLE `row`(id INT PRIMARY "
      "KEY, v INT); INSERT INTO heap VALUES (1, 'a\\\\b', '2024-03-04', 1), "
      "(2, NULL, NULL, NULL); INSERT INTO `row` VALUES (1, 1), (2, 2);");
  const Argv once = {"--yes", "--until", "caught-up", "--progress", "none"};
  const Outcome copied = run.millrace("apply", once);
  INFO(copied.text());
  REQUIRE(copied.exit_code == 0);
  // A column that nobody writes: its rows are kept aside while they change.
  run.servers().run_target(
      "ALTER TABLE odd_settings.heap ADD COLUMN mine text DEFAULT 'm'");
  run.servers().run_source(
      "USE odd_settings; UPDATE heap SET a = '\\\\n', id = id + 10; UPDATE "
      "`row` SET v = v + 1, id = id + 10; UPDATE heap SET u = id, d = "
      "'2024-12-01 02:03:04';");
  const Outcome streamed = run.millrace("apply", once);
  INFO(streamed.text());
  REQUIRE(streamed.exit_code == 0);
  CHECK(run.millrace("verify").exit_code == 0);
  CHECK(storage_of(run, "odd_settings.heap") == "h");
  CHECK(storage_of(run, "odd_settings.row") == "a");
  CHECK(storage_of(run, "millrace.streams") == "h");
}

}  // namespace millrace::test
