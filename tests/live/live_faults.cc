// SPDX-License-Identifier: Apache-2.0
#include "live/live_faults.h"

#include <signal.h>

#include <filesystem>
#include <stdexcept>

#include "live/live_run.h"
#include "support/oracle.h"
#include "support/paths.h"

namespace millrace::test {
namespace {

const char* kPlan = R"({
  "name": "@NAME@",
  "sources": {
    "src": {"host": "127.0.0.1", "port": @SOURCE@, "user": "root"@TLS@}
  },
  "target": {@TARGET@@TLS@},
  "tables": [{"source": "src", "include": ["@NAME@.*"]}],
  "limits": {"readers": 2, "writers": 2, "memory_mb": 64@LIMITS@}
})";

std::vector<std::string> joined(std::vector<std::string> options,
                                const std::vector<std::string>& more) {
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

std::string target_part(bool family, int port) {
  const std::string at =
      R"("host": "127.0.0.1", "port": )" + std::to_string(port);
  return family ? R"("engine": "mysql", "user": "root", )" + at
                : R"("engine": "postgresql", "user": "postgres", )" + at +
                      R"(, "database": "postgres")";
}

}  // namespace

FaultScene::FaultScene(const std::string& name, uint64_t seed,
                       const std::string& limits, bool family, int rows,
                       const FaultServers& options)
    : name_(name),
      folder_(make_temp_dir("millrace-faults")),
      workload_(name, seed),
      // Its log must not be ahead of its tables when it is killed.
      source_(joined({"--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1"},
                     options.source)) {
  int target_port = 0;
  if (family) {
    family_ = std::make_unique<MariadbServer>(
        joined({"--skip-log-bin", "--innodb-flush-log-at-trx-commit=1"},
               options.family));
    target_port = family_->port();
    family_servers_ = std::make_unique<Servers>(
        Address{"127.0.0.1", target_port, "root", ""}, Address{});
  } else {
    postgres_ = std::make_unique<PostgresServer>(
        std::vector<std::string>{"max_connections=40"});
    target_port = postgres_->port();
  }
  if (options.tls) offer_tls();
  source_proxy_ = std::make_unique<FaultProxy>(source_.port());
  target_proxy_ = std::make_unique<FaultProxy>(target_port);
  servers_ = std::make_unique<Servers>(
      Address{"127.0.0.1", source_.port(), "root", ""},
      Address{"127.0.0.1", target_port, "postgres", "postgres"});
  servers_->run_source(workload_.setup(rows));
  std::string plan = replaced(kPlan, "@NAME@", name);
  plan = replaced(plan, "@SOURCE@", std::to_string(source_proxy_->port()));
  plan = replaced(plan, "@TARGET@", target_part(family, target_proxy_->port()));
  plan = replaced(plan, "@TLS@",
                  options.tls ? R"(, "tls": {"mode": "required"})" : "");
  write_file(folder_ + "/plan.json", replaced(plan, "@LIMITS@", limits));
}

void FaultScene::offer_tls() {
  source_.offer_tls();
  source_.restart();
  if (family_ != nullptr) {
    family_->offer_tls();
    family_->restart();
  } else {
    postgres_->offer_tls();
    postgres_->restart();
  }
}

FaultScene::~FaultScene() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Argv FaultScene::argv(const std::string& command, const Argv& options) const {
  Argv words = {test::program_path(), command, folder_ + "/plan.json"};
  words.insert(words.end(), options.begin(), options.end());
  return words;
}

std::unique_ptr<Background> FaultScene::write(int transactions) {
  return std::make_unique<Background>(servers_->source_argv(), Environment{},
                                      workload_.transactions(transactions));
}

void FaultScene::write_all(int transactions) {
  const Outcome outcome = write(transactions)->wait(120);
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.text());
}

std::unique_ptr<Background> FaultScene::start(const Argv& options) {
  return start_command("apply", options);
}

std::unique_ptr<Background> FaultScene::start_command(
    const std::string& command, const Argv& options) {
  return std::make_unique<Background>(argv(command, options), Environment{});
}

Outcome FaultScene::millrace(const std::string& command, const Argv& options,
                             double seconds) {
  return run(argv(command, options), seconds);
}

bool FaultScene::wait_caught_up(Background& follower, double seconds) {
  for (double waited = 0; waited < seconds; waited += 0.3) {
    if (!follower.running()) return false;
    const Outcome status = millrace("status", {"--format", "json"}, 30);
    const std::string text = replaced(status.out, " ", "");
    // A stream that waits for its copy is at the source's position too.
    const bool streams = text.find("\"phase\":\"copy\"") == std::string::npos &&
                         text.find("\"phase\":\"schema\"") == std::string::npos;
    if (status.exit_code == 0 && streams &&
        text.find("\"caught_up\":true") != std::string::npos) {
      return true;
    }
    sleep_seconds(0.3);
  }
  return false;
}

bool FaultScene::wait_said(Background& follower, const std::string& text,
                           double seconds, int times) {
  for (double waited = 0; waited < seconds; waited += 0.1) {
    const std::string said = follower.err();
    int found = 0;
    for (size_t at = said.find(text); at != std::string::npos;
         at = said.find(text, at + 1)) {
      ++found;
    }
    if (found >= times) return true;
    if (!follower.running()) return false;
    sleep_seconds(0.1);
  }
  return false;
}

std::string FaultScene::compare() const {
  return family_servers_
             ? compare_family_databases(*servers_, *family_servers_, {name_})
             : compare_databases(*servers_, {name_});
}

int FaultScene::end(Background& follower) {
  follower.signal(SIGINT);
  return follower.wait(60).exit_code;
}

}  // namespace millrace::test
