// SPDX-License-Identifier: Apache-2.0
//
// Generations of Greenplum's kin, as what a probe finds on each. The first two
// are what a Greenplum 6 alpha and a Greenplum 6.24 answer; the others follow
// what the documentations of AnalyticDB for PostgreSQL 6 and of Greenplum 7
// say.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <optional>
#include <string>

#include "model/endpoint.h"
#include "model/server_facts.h"

namespace millrace::test {

// The cluster that MILLRACE_GREENPLUM names; none: says so in the results.
inline std::optional<Endpoint> named_cluster() {
  const char* named = std::getenv("MILLRACE_GREENPLUM");
  if (named == nullptr) {
    WARN("not run, needs MILLRACE_GREENPLUM=host:port");
    return std::nullopt;
  }
  const std::string text = named;
  Endpoint endpoint;
  endpoint.host = text.substr(0, text.rfind(':'));
  endpoint.port = std::atoi(text.c_str() + text.rfind(':') + 1);
  endpoint.user = endpoint.database = "postgres";
  return endpoint;
}

inline Flavor greenplum_91() {
  Flavor flavor{FlavorKind::kGreenplum, 9, 1, 0, "6.0.0-alpha.0"};
  flavor.capabilities = {{"alter_of_indexed", false},
                         {"append_unique", false},
                         {"column_if_not_exists", false},
                         {"index_if_not_exists", false},
                         {"json", true},
                         {"jsonb", false},
                         {"key_beside_unique", false},
                         {"on_conflict", false},
                         {"part_of_key", false},
                         {"rename_of_distribution", true},
                         {"replicated", true},
                         {"schema_if_not_exists", false},
                         {"unique_index_beside_key", true},
                         {"update_of_distribution", false},
                         {"uuid", true}};
  return flavor;
}

inline Flavor greenplum_6() {
  Flavor flavor = greenplum_91();
  flavor.minor = 4;
  flavor.patch = 26;
  flavor.version = "6.24.3";
  for (const char* can : {"jsonb", "key_beside_unique", "part_of_key",
                          "schema_if_not_exists", "update_of_distribution"}) {
    flavor.capabilities[can] = true;
  }
  return flavor;
}

inline Flavor analyticdb_6() {
  Flavor flavor = greenplum_6();
  flavor.patch = 24;
  flavor.version = "6.3.8";
  flavor.capabilities["on_conflict"] = true;
  return flavor;
}

inline Flavor greenplum_7() {
  Flavor flavor{FlavorKind::kGreenplum, 12, 12, 0, "7.1.0"};
  for (const auto& [name, can] : greenplum_91().capabilities) {
    flavor.capabilities[name] = true;
  }
  return flavor;
}

}  // namespace millrace::test
