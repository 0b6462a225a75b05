// SPDX-License-Identifier: Apache-2.0
//
// A server as a URL, for `millrace init`:
//   mysql://user@host:port/database?socket=/path&tls=required&ca=/path
// A URL never holds a password: the shell's history and the list of
// processes would. Messages show no part of a URL that might be one.
// Thread: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "plan/plan.h"

namespace millrace {

struct ServerUrl {
  std::string engine;  // "postgresql" …, as target.engine has it
  PlanEndpoint endpoint;
};

// mysql, mariadb.
Result<ServerUrl> parse_source_url(std::string_view url);
// postgresql, postgres, analyticdb-postgresql, greenplum, mysql, mariadb,
// drds.
Result<ServerUrl> parse_target_url(std::string_view url);

}  // namespace millrace
