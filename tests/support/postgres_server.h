// SPDX-License-Identifier: Apache-2.0
//
// PostgresServer: a throw-away PostgreSQL on a free loopback port, its data
// in a temporary folder; it dies with the test program. As root it runs as
// nobody. Account postgres is superuser and has no password. Thread: any,
// after construction.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "model/endpoint.h"

namespace millrace::test {

class PostgresServer {
 public:
  // Programs come from $MILLRACE_POSTGRES_BIN, else the newest installed
  // under /usr/lib/postgresql. `options` are settings ("max_connections=9").
  // Throws std::runtime_error with the server's log.
  explicit PostgresServer(std::vector<std::string> options = {});
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // One for the whole test program, started at first use.
  static PostgresServer& shared();

  int port() const { return port_; }
  const std::string& folder() const { return folder_; }  // has the socket
  Endpoint endpoint(const std::string& database = "postgres",
                    const std::string& user = "postgres",
                    const std::string& password = "") const;

  // Runs statements as postgres over a fresh connection; several may be
  // given, separated by ';'. Throws with the server's message.
  void run(const std::string& sql,
           const std::string& database = "postgres") const;
  // First cell of the last result, "" for NULL or none.
  std::string value(const std::string& sql,
                    const std::string& database = "postgres") const;
  // A fresh, empty database with a name of its own.
  std::string new_database();

  void stop();     // SIGINT and wait
  void kill();     // SIGKILL and wait
  void restart();  // start again on the same port and data
  // From the next start on, with a certificate of its own.
  void offer_tls();

 private:
  void install();
  void start();

  std::vector<std::string> options_;
  std::string programs_;
  std::string folder_;
  int port_ = 0;
  int databases_ = 0;
  pid_t pid_ = -1;
};

}  // namespace millrace::test
