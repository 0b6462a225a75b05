// SPDX-License-Identifier: Apache-2.0
//
// Every folder of fixtures/live as a test case of its own, against real
// servers. support/live_case.h says what a folder holds and what is checked.
#include <catch2/catch.hpp>

#include "live/live_case.h"
#include "live/live_run.h"
#include "support/oracle.h"
#include "support/paths.h"

namespace millrace::test {
namespace {

// Catch2's own way to a test case is a macro with a fixed name; here the
// folder gives the name.
class FolderCase : public Catch::ITestInvoker {
 public:
  FolderCase(std::string folder, bool family)
      : folder_(std::move(folder)), family_(family) {}
  void invoke() const override {
    const LiveCase live = read_live_case(folder_);
    const std::string missing = unmet(live);
    if (!missing.empty()) {
      WARN("not run, needs " << missing << ": " << live.name);
      return;
    }
    const std::string problem =
        family_ ? run_family_case(live) : run_live_case(live);
    INFO(problem);
    CHECK(problem.empty());
  }

 private:
  std::string folder_;
  bool family_;
};

const bool kRegistered = [] {
  for (const auto& folder : live_case_folders(
           std::string(test::project_root()) + "/fixtures/live")) {
    const std::string name = folder.substr(folder.rfind('/') + 1);
    Catch::AutoReg(new FolderCase(folder, false), CATCH_INTERNAL_LINEINFO, "",
                   Catch::NameAndTags("live: " + name, "[live]"));
    if (!has_family_case(read_live_case(folder))) continue;
    Catch::AutoReg(new FolderCase(folder, true), CATCH_INTERNAL_LINEINFO, "",
                   Catch::NameAndTags("family: " + name, "[family]"));
  }
  return true;
}();

}  // namespace

TEST_CASE("oracle: one changed, one missing and one extra row are seen",
          "[oracle]") {
  const LiveRun run("oracle", "{}");
  const Servers& servers = run.servers();
  servers.run_source(
      "DROP DATABASE IF EXISTS oracle; CREATE DATABASE oracle; USE oracle;"
      "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9), f FLOAT, h TIME(2));"
      "INSERT INTO t VALUES (1, 'a', 0.1, '-838:00:00.25'), "
      "(2, NULL, -1e20, NULL), (3, '', NULL, '00:00:00')");
  servers.run_target(
      "CREATE SCHEMA oracle; SET search_path = oracle;"
      "CREATE TABLE t (id int, v text, f real, h interval(2));"
      "INSERT INTO t VALUES (1, 'a', 0.1, '-838:00:00.25'), "
      "(2, NULL, -1e20, NULL), (3, '', NULL, '0');");
  auto found = [&] { return compare_databases(servers, {"oracle"}); };
  CHECK(found() == "");
  const char* damages[] = {
      "UPDATE oracle.t SET v = '' WHERE id = 2",
      "UPDATE oracle.t SET v = NULL WHERE id = 3",
      "UPDATE oracle.t SET v = 'a ' WHERE id = 1",
      "UPDATE oracle.t SET f = 0.10000001 WHERE id = 1",
      "UPDATE oracle.t SET h = '-838:00:00.24' WHERE id = 1",
      "DELETE FROM oracle.t WHERE id = 1",
      "INSERT INTO oracle.t VALUES (3, '', NULL, '0')",
      "ALTER TABLE oracle.t DROP COLUMN v",
      "CREATE TABLE oracle.extra (id int)"};
  for (const char* damage : damages) {
    servers.run_target("CREATE TABLE oracle_copy AS TABLE oracle.t;");
    servers.run_target(std::string(damage) + ";");
    INFO(damage);
    CHECK(found() != "");
    servers.run_target(
        "DROP TABLE IF EXISTS oracle.extra; DROP TABLE oracle.t;"
        "CREATE TABLE oracle.t AS TABLE oracle_copy; DROP TABLE oracle_copy;");
    CHECK(found() == "");
  }
}

}  // namespace millrace::test
