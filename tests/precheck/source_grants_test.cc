// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source grants: the missing GRANT is said word for word") {
  test::Sample sample;
  auto& grants = sample.source().facts.grants;
  grants = {{"*", "*", {"REPLICATION SLAVE", "BINLOG MONITOR"}, false}};
  const Finding select = sample.only(check_source_grants);
  CHECK(select.code == "P102");
  CHECK(select.remedy == "GRANT SELECT ON `shop`.`orders` TO 'millrace'@'%'");
  grants = {{"shop", "*", {"SELECT"}, false}};
  const Finding replication = sample.only(check_source_grants);
  CHECK(replication.code == "P103");
  CHECK(replication.remedy ==
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO "
        "'millrace'@'%'");
}

TEST_CASE("source grants: a whole database is one GRANT") {
  Table other = test::orders_table();
  other.name.table = "pages";
  test::Sample sample("", {test::orders_table(), other});
  sample.source().facts.grants = {
      {"*", "*", {"REPLICATION SLAVE", "REPLICATION CLIENT"}, false}};
  CHECK(sample.only(check_source_grants).remedy ==
        "GRANT SELECT ON `shop`.* TO 'millrace'@'%'");
}

TEST_CASE("source grants: a copy alone needs no replication") {
  test::Sample sample(R"("sync": {"stream": []})");
  sample.source().facts.grants = {{"shop", "*", {"SELECT"}, false}};
  CHECK(sample.codes_of(check_source_grants) == "");
}

}  // namespace millrace
