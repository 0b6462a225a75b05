// SPDX-License-Identifier: Apache-2.0
//
// MariadbServer: a throw-away MariaDB on a free loopback port, its data in
// a temporary folder; it dies with the test program. As root it runs as
// nobody. Account root has every right and no password. Thread: any, after
// construction; run() one at a time.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "model/endpoint.h"

namespace millrace::test {

class MariadbServer {
 public:
  // Further options for the server come after the usual ones (row log,
  // server_id 1, utf8mb4). Throws std::runtime_error with the server's log.
  explicit MariadbServer(std::vector<std::string> options = {});
  ~MariadbServer();
  MariadbServer(const MariadbServer&) = delete;
  MariadbServer& operator=(const MariadbServer&) = delete;

  // One for the whole test program, started at first use.
  static MariadbServer& shared();

  int port() const { return port_; }
  std::string socket() const { return folder_ + "/s.sock"; }
  Endpoint endpoint(const std::string& user = "root",
                    const std::string& password = "") const;

  // Runs statements as root over a fresh connection (utf8mb4); several may
  // be given, separated by ';'. Throws with the server's message.
  void run(const std::string& sql) const;
  // First cell of the result, "" for NULL or none.
  std::string value(const std::string& sql) const;

  void stop();     // SIGTERM and wait
  void kill();     // SIGKILL and wait
  void restart();  // start again on the same port and data
  // For the next start; of two that say the same thing the later counts.
  void add_option(std::string option) { options_.push_back(std::move(option)); }
  // From the next start on, with a certificate of its own.
  void offer_tls();

 private:
  void install();
  void start();
  void wait_until_ready();

  std::vector<std::string> options_;
  std::string folder_;
  int port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace millrace::test
