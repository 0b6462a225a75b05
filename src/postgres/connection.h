// SPDX-License-Identifier: Apache-2.0
//
// connection: a libpqxx connection whose PGconn is known to us as well.
// Seen by session.cc only. Throws as libpqxx does. Thread: one at a time.
#pragma once

#include <memory>
#include <pqxx/connection>
#include <pqxx/version>
#include <string>

#include "model/endpoint.h"

struct pg_conn;

namespace millrace {

#if PQXX_VERSION_MAJOR < 7
using PqxxConnection = pqxx::connection_base;
#else
using PqxxConnection = pqxx::connection;
#endif

struct Connection {
  // Shared, not unique: libpqxx 6 has no virtual destructor to delete by.
  std::shared_ptr<PqxxConnection> pqxx;
  pg_conn* raw = nullptr;  // owned by `pqxx`
};

// keyword='value' pairs for libpq (manual, "Connection Strings"). Holds the
// password: never printed.
std::string connection_string(const Endpoint& endpoint);

Connection open_connection(const std::string& options);

}  // namespace millrace
