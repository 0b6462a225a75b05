// SPDX-License-Identifier: Apache-2.0
#include "postgres/flavor.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("flavor: PostgreSQL by its version text") {
  Flavor f = parse_postgres_version(
      "PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64-pc-linux-gnu");
  CHECK(f.kind == FlavorKind::kPostgresql);
  CHECK(f.major == 15);
  CHECK(f.minor == 18);
  CHECK(f.version == "15.18");
  CHECK(parse_postgres_version("PostgreSQL 19beta1 on x").major == 19);
}

TEST_CASE("flavor: Greenplum and its kin keep the core's number") {
  Flavor f = parse_postgres_version(
      "PostgreSQL 9.4.26 (Greenplum Database 6.24.3 build commit:1) on x");
  CHECK(f.kind == FlavorKind::kGreenplum);
  CHECK(f.version == "6.24.3");
  CHECK(f.major == 9);
  CHECK(f.patch == 26);
  CHECK(parse_postgres_version("PostgreSQL 14.4 (Cloudberry Database 1.5)")
            .kind == FlavorKind::kGreenplum);
}

TEST_CASE("flavor: anything else is unknown") {
  CHECK(parse_postgres_version("CockroachDB CCL v23").kind ==
        FlavorKind::kUnknown);
  CHECK(parse_postgres_version("").kind == FlavorKind::kUnknown);
}
