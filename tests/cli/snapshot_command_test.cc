// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <thread>

#include "cli/two_servers.h"

namespace millrace {
namespace {

using test::has;
using test::millrace_run;
using test::PlanFile;
using test::TwoServers;

struct Snapshots {
  explicit Snapshots(const PlanFile& file) : plan(file.path) {
    for (const char* name : {"eu", "us", "target"}) {
      const std::string out = file.folder + "/" + name + ".json";
      std::vector<std::string> words = {"snapshot", plan, "--out", out};
      if (std::string(name) == "target") {
        words.push_back("--target");
      } else {
        words.insert(words.end(), {"--source", name});
      }
      const test::Outcome ended = millrace_run(words);
      INFO(ended.text());
      REQUIRE(ended.exit_code == 0);
      files.push_back(out);
    }
  }
  std::vector<std::string> plan_words(const std::string& format) const {
    return {"plan",
            plan,
            "--format",
            format,
            "--source-catalog",
            files[0],
            "--source-catalog",
            files[1],
            "--target-catalog",
            files[2]};
  }
  std::string plan;
  std::vector<std::string> files;
};

// The plan from files is the plan from the servers, byte by byte.
void check_same(const PlanFile& file, const std::string& password = "") {
  const Snapshots snapshots(file);
  for (const char* format : {"json", "text"}) {
    const test::Outcome live =
        millrace_run({"plan", file.path, "--format", format, "--scan", "none"});
    const test::Outcome offline = millrace_run(snapshots.plan_words(format));
    INFO(live.text() << offline.err);
    CHECK(has(live.out, "a"));
    CHECK(offline.out == live.out);
    CHECK(offline.exit_code == live.exit_code);
  }
  const Snapshots again(file);
  for (const std::string& path : again.files) {
    CHECK(has(test::read_file(path), "millrace_catalog"));
    if (!password.empty()) CHECK_FALSE(has(test::read_file(path), password));
  }
}

TEST_CASE("snapshot: offline and live plans are the same bytes, as it goes") {
  TwoServers servers("snap", test::shop_schema());
  const PlanFile blocked(servers.plan());
  check_same(blocked);  // table b has no key: exit code 3 both ways
  servers.source.run("DROP TABLE snap.b");
  const PlanFile file(servers.plan());
  check_same(file);
  const test::Outcome applied = millrace_run(
      {"apply", file.path, "--yes", "--until", "data", "--progress", "none"});
  INFO(applied.text());
  REQUIRE(applied.exit_code == 0);
  check_same(file);  // a ledger, tables, a change left
  servers.source.run("ALTER TABLE snap.a ADD extra int");
  servers.target.run("ALTER TABLE snap.c ADD mine text; CREATE TABLE us.z ()",
                     servers.target_database);
  check_same(file);
  servers.target.run("DROP TABLE snap.c", servers.target_database);
  check_same(file);
}

TEST_CASE("snapshot: twice gives the same bytes, and passwords are not asked") {
  TwoServers servers("snap_twice", test::shop_schema());
  PlanFile file(servers.plan());
  const auto read = [&] {
    const test::Outcome ended =
        millrace_run({"snapshot", file.path, "--source", "eu"});
    CHECK(ended.exit_code == 0);
    return ended.out;
  };
  // Sessions that just ended may still be counted, and time goes by.
  const auto sessions = [&] {
    return servers.source.value("SHOW GLOBAL STATUS LIKE 'Threads_connected'");
  };
  const std::string before = sessions();
  const std::string first = read();
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  for (int i = 0; i < 100 && sessions() != before; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  CHECK(first == read());
  const Snapshots snapshots(file);
  // With the files, a password that cannot be had is not missed.
  std::string text = servers.plan();
  const std::string user = R"("user": "root")";
  text.replace(text.find(user), user.size(),
               user + R"(, "password": {"env": "NOT_SET_ANYWHERE"})");
  test::write_file(file.path, text);
  CHECK_FALSE(
      has(millrace_run(snapshots.plan_words("text")).out, "NOT_SET_ANYWHERE"));
  CHECK(has(millrace_run({"plan", file.path}).out, "NOT_SET_ANYWHERE"));
}

TEST_CASE("snapshot: what cannot be read writes nothing, exit code 1") {
  const PlanFile file(test::lonely_plan());
  const std::string out = file.folder + "/out";
  const auto refused = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"snapshot", file.path, "--out", out});
    const test::Outcome ended = millrace_run(words);
    INFO(ended.text());
    CHECK(ended.exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(out));
    return ended.err;
  };
  CHECK(has(refused({}), "--source NAME or --target"));
  CHECK(has(refused({"--source", "ue"}), "the Plan has eu"));
  CHECK(has(refused({"--source", "eu"}), "127.0.0.1"));
  CHECK(has(refused({"--target"}), "127.0.0.1"));
}

}  // namespace
}  // namespace millrace
