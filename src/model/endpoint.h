// SPDX-License-Identifier: Apache-2.0
//
// Endpoint: how to reach one server. The password is resolved (from the
// environment or a file) only when a connection is about to be opened.
#pragma once

#include <cstdint>
#include <string>

#include "base/secret.h"

namespace millrace {

enum class TlsMode {
  kDisabled,
  kPreferred,
  kRequired,
  kVerifyCa,
  kVerifyIdentity
};

struct Tls {
  TlsMode mode = TlsMode::kPreferred;
  std::string ca;
  std::string cert;
  std::string key;
};

struct Endpoint {
  std::string name;  // of the source in the Plan; "target" for the target
  std::string host;
  int port = 0;
  std::string socket;  // instead of host and port
  std::string user;
  Secret password;
  std::string database;
  Tls tls;
  int answer_seconds = 300;  // for one answer of the server; 0 = no limit
  uint32_t server_id = 0;    // sources: ours, as a replication client
  std::string client_uuid;   // sources: ours, stable per plan and source

  // "millrace@10.1.0.5:3306": for messages.
  std::string str() const;
};

}  // namespace millrace
