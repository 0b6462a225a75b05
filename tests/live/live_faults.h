// SPDX-License-Identifier: Apache-2.0
//
// FaultScene: a source and a target of its own, which a test may kill and
// start again, each behind a FaultProxy; a Plan that goes through the
// proxies, a workload that does not. Thread: one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "live/live_workload.h"
#include "support/client.h"
#include "support/fault_proxy.h"
#include "support/mariadb_server.h"
#include "support/postgres_server.h"
#include "support/process.h"

namespace millrace::test {

// Further options of the servers; `family` is the target of that kind.
struct FaultServers {
  std::vector<std::string> source;
  std::vector<std::string> family;
  bool tls = false;  // both offer it, and the Plan demands it
};

class FaultScene {
 public:
  // `limits` are further members of the Plan's limits (", \"k\": 1").
  // `family`: the target is a MariaDB.
  FaultScene(const std::string& name, uint64_t seed,
             const std::string& limits = "", bool family = false,
             int rows = 3000, const FaultServers& options = {});
  ~FaultScene();
  FaultScene(const FaultScene&) = delete;
  FaultScene& operator=(const FaultScene&) = delete;

  MariadbServer& source() { return source_; }
  PostgresServer& target() { return *postgres_; }
  MariadbServer& family() { return *family_; }
  FaultProxy& source_proxy() { return *source_proxy_; }
  FaultProxy& target_proxy() { return *target_proxy_; }
  const Servers& servers() const { return *servers_; }

  // The workload's next transactions, past the proxy.
  std::unique_ptr<Background> write(int transactions);
  // … to their end.
  void write_all(int transactions);

  std::unique_ptr<Background> start(const Argv& options);  // apply
  std::unique_ptr<Background> start_command(const std::string& command,
                                            const Argv& options);
  Outcome millrace(const std::string& command, const Argv& options,
                   double seconds = 180);
  bool wait_caught_up(Background& follower, double seconds);
  // Waits until the follower's messages hold `text` at least `times` times.
  bool wait_said(Background& follower, const std::string& text, double seconds,
                 int times = 1);
  // "" when both sides are equal, by their own clients.
  std::string compare() const;
  // SIGINT, and the exit code.
  int end(Background& follower);

 private:
  void offer_tls();
  Argv argv(const std::string& command, const Argv& options) const;

  std::string name_;
  std::string folder_;
  Workload workload_;
  MariadbServer source_;
  std::unique_ptr<PostgresServer> postgres_;
  std::unique_ptr<MariadbServer> family_;
  std::unique_ptr<FaultProxy> source_proxy_, target_proxy_;
  std::unique_ptr<Servers> servers_;
  std::unique_ptr<Servers> family_servers_;
};

}  // namespace millrace::test
