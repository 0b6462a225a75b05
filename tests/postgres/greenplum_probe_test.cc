// SPDX-License-Identifier: Apache-2.0
#include "postgres/greenplum_probe.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "postgres/greenplum_sets.h"
#include "support/postgres_server.h"

using namespace millrace;
using namespace millrace::test;

namespace {

Flavor asked(const Endpoint& endpoint) {
  SessionOptions options;
  options.read_only = true;
  auto session = Session::open(endpoint, options);
  REQUIRE(session.ok());
  Flavor flavor = (*session)->flavor();
  const Status status = probe_greenplum(**session, &flavor);
  INFO(status.message());
  REQUIRE(status.ok());
  // Still read-only, and nothing is open.
  CHECK_FALSE((*session)->in_transaction());
  CHECK_FALSE((*session)->run("CREATE TABLE public.left_over (a int)").ok());
  return flavor;
}

}  // namespace

// PostgreSQL knows the newer words and none of the cluster's.
TEST_CASE("probe: a server is asked, and nothing is left behind") {
  PostgresServer& server = PostgresServer::shared();
  const std::string database = server.new_database();
  const Flavor flavor = asked(server.endpoint(database));
  for (const char* can : {"on_conflict", "schema_if_not_exists", "jsonb",
                          "column_if_not_exists", "index_if_not_exists"}) {
    CAPTURE(can);
    CHECK(flavor.can(can));
  }
  for (const char* cannot :
       {"replicated", "key_beside_unique", "update_of_distribution"}) {
    CAPTURE(cannot);
    CHECK_FALSE(flavor.can(cannot));
  }
  CHECK(server.value("SELECT count(*) FROM pg_class WHERE relname LIKE "
                     "'millrace%'",
                     database) == "0");
}

TEST_CASE("probe: the strategy says what follows") {
  CHECK(greenplum_strategy(greenplum_91()).find("no distribution column") !=
        std::string::npos);
  CHECK(greenplum_strategy(greenplum_7()).find("no distribution column") ==
        std::string::npos);
}

TEST_CASE("probe: a cluster answers as its generation is written down",
          "[greenplum]") {
  const auto endpoint = named_cluster();
  if (!endpoint) return;
  const Flavor flavor = asked(*endpoint);
  CHECK(flavor.kind == FlavorKind::kGreenplum);
  if (flavor.major == 9 && flavor.minor == 1) {
    CHECK(flavor.capabilities == greenplum_91().capabilities);
  }
  if (flavor.major == 9 && flavor.minor == 4) {
    const Flavor kin =
        flavor.can("on_conflict") ? analyticdb_6() : greenplum_6();
    CHECK(flavor.capabilities == kin.capabilities);
  }
}
