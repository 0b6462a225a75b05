// SPDX-License-Identifier: Apache-2.0
#include "cli/two_servers.h"

namespace millrace {
namespace {

using test::has;
using test::millrace_run;
using test::TwoServers;

TEST_CASE("init: what it writes validates, is canonical, and plans at once") {
  TwoServers servers("init_shop", test::shop_schema());
  servers.source.run("SET sql_mode=''; UPDATE init_shop.c SET d=0");
  const test::Outcome init =
      millrace_run({"init", "--source", servers.source_url(), "--target",
                    servers.target_url()});
  INFO(init.text());
  REQUIRE(init.exit_code == 0);
  const test::PlanFile file(init.out);
  CHECK(millrace_run({"validate", file.path}).exit_code == 0);
  CHECK(millrace_run({"fmt", "--check", file.path}).exit_code == 0);
  // b has no key: left out, with the reason beside the Plan, not in it.
  CHECK(has(init.out, "\"init_shop.b\""));
  CHECK(has(init.err, "left out: init_shop.b"));
  // Values are no choice of the tool's.
  CHECK_FALSE(has(init.out, "zero_date"));
  CHECK(has(init.err, "P151"));
  CHECK(has(init.err, "millrace plan"));

  const test::Outcome plan = millrace_run({"plan", "-"}, init.out);
  INFO(plan.text());
  CHECK(plan.exit_code == 3);  // the zero date alone
  CHECK(has(plan.out, "P151"));
  servers.source.run("UPDATE init_shop.c SET d='2026-01-01'");
  CHECK(millrace_run({"plan", "-"}, init.out).exit_code == 0);
  const test::Outcome applied =
      millrace_run({"apply", file.path, "--yes", "--progress", "none"});
  INFO(applied.text());
  CHECK(applied.exit_code == 0);
}

TEST_CASE("init: every database; odd names; names that are too long") {
  std::string name;
  for (int i = 0; i < 21; ++i) name += "€";  // 63 bytes
  name += "aa";                              // 65
  TwoServers servers("init.odd", "CREATE TABLE `" + name +
                                     "` (id int PRIMARY KEY); CREATE TABLE "
                                     "`a*b` (x int)");
  std::string url = servers.source_url();
  url.resize(url.rfind('/'));
  const test::Outcome init =
      millrace_run({"init", "--source", url, "--target", servers.target_url()});
  INFO(init.text());
  REQUIRE(init.exit_code == 0);
  CHECK(has(init.err, "renamed: init.odd." + name));
  CHECK(has(init.err, "left out: init.odd.a*b"));
  const test::Outcome plan = millrace_run({"plan", "-"}, init.out);
  INFO(plan.text());
  CHECK_FALSE(has(plan.out, "P126"));
  CHECK_FALSE(has(plan.out, "P120"));
  servers.source.run("DROP DATABASE `init.odd`");
}

TEST_CASE("init: mistakes and servers that are not there, exit code 1") {
  const auto refused = [](const std::string& source,
                          const std::string& target) {
    const test::Outcome ended =
        millrace_run({"init", "--source", source, "--target", target});
    INFO(ended.text());
    CHECK(ended.exit_code == 1);
    CHECK(ended.out.empty());
    return ended.err;
  };
  const std::string target = "postgresql://m@127.0.0.1:1/w";
  CHECK(has(refused("mysql://m:hush@h/d", target), "password"));
  CHECK(has(refused("mysql://m@127.0.0.1:1/d", target), "127.0.0.1"));
  CHECK(has(millrace_run({"init"}).err, "--source"));
  TwoServers servers("init_none", "SELECT 1");
  CHECK(has(refused(servers.source_url(), servers.target_url()),
            "no table in database init_none"));
}

TEST_CASE("init: a variable that is named must be set, and is then named") {
  TwoServers servers("init_env", "CREATE TABLE a (id int PRIMARY KEY)");
  const test::Outcome unset =
      millrace_run({"init", "--source", servers.source_url(), "--target",
                    servers.target_url(), "--source-password-env", "NO_SUCH"});
  CHECK(unset.exit_code == 1);
  CHECK(has(unset.err, "NO_SUCH"));
  const test::PlanFile secret("");
  const test::Outcome file = millrace_run(
      {"init", "--source", servers.source_url(), "--target",
       servers.target_url(), "--target-password-file", secret.path});
  INFO(file.text());
  CHECK(file.exit_code == 0);
  CHECK(has(file.out, "\"file\": \"" + secret.path));
}

}  // namespace
}  // namespace millrace
