// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the writing half share: a column, a shape, rows, and the
// throw-away MariaDB as a target.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/target.h"
#include "mysql/native_type.h"
#include "mysql/session.h"
#include "support/mariadb_server.h"

namespace millrace::mysql::test {

inline Endpoint target_endpoint() {
  return millrace::test::MariadbServer::shared().endpoint();
}

inline std::unique_ptr<Session> target_session() {
  SessionOptions options;
  options.writes = options.target = true;
  auto session = Session::open(target_endpoint(), options);
  REQUIRE(session.ok());
  return std::move(session).value();
}

inline WriteColumn write_column(const std::string& name,
                                const std::string& native) {
  return {name, parse_native(native), native};
}

inline std::vector<Cell> cells(const std::vector<const char*>& texts) {
  std::vector<Cell> out;
  for (const char* text : texts) {
    out.push_back(text ? Cell::of(text) : Cell::null());
  }
  return out;
}

inline Flavor flavor_of(FlavorKind kind, int major, int minor, int patch = 0) {
  Flavor flavor;
  flavor.kind = kind;
  flavor.major = major;
  flavor.minor = minor;
  flavor.patch = patch;
  return flavor;
}
inline Flavor mariadb_1011() {
  return flavor_of(FlavorKind::kMariadb, 10, 11, 19);
}

}  // namespace millrace::mysql::test
