// SPDX-License-Identifier: Apache-2.0
#include "engine/recorded_servers.h"

#include <catch2/catch.hpp>

#include "support/memory_source.h"
#include "support/sample_schema.h"

namespace millrace {
namespace {

using test::catalog_of;
using test::orders_table;

struct World {
  World() : source(dice, calls) {}
  test::Dice dice{1, 1, 0};
  test::CallLog calls;
  test::MemorySource source;
};

ServerRecords records_of(const std::string& server) {
  ServerRecord record;
  record.plan = "shop";
  record.server = server;
  record.catalog = catalog_of({orders_table(), orders_table("zoo")});
  record.catalog.tables[0].has_rows = true;
  record.schemas_read = {"shop", "zoo"};
  return {{server, record}};
}

Endpoint endpoint_of(const std::string& name) {
  Endpoint endpoint;
  endpoint.name = name;
  return endpoint;
}

TEST_CASE("recorded servers: a record answers as far as it goes") {
  World world;
  const ServerRecords records = records_of("eu");
  const RecordedSource source(world.source, records);
  const auto inspector = source.inspector(endpoint_of("eu"));
  REQUIRE(inspector.ok());
  auto catalog = (*inspector)->inspect({{"shop"}});
  REQUIRE(catalog.ok());
  REQUIRE(catalog->tables.size() == 1);
  CHECK_FALSE(catalog->tables[0].has_rows);
  REQUIRE((*inspector)->probe_rows({{"shop", "orders"}}, &*catalog).ok());
  CHECK(catalog->tables[0].has_rows == true);

  const auto more = (*inspector)->inspect({{"shop", "bank"}});
  CHECK(more.status().message().find("bank") != std::string::npos);
  auto zoo = (*inspector)->inspect({{"zoo"}});
  REQUIRE(zoo.ok());
  CHECK_FALSE((*inspector)->probe_rows({{"zoo", "orders"}}, &*zoo).ok());
  CHECK_FALSE((*inspector)->scan({}).ok());
  CHECK_FALSE(source.snapshot(endpoint_of("eu")).ok());
}

TEST_CASE("recorded servers: only the one that is noted is opened") {
  World world;
  world.source.create(orders_table());
  ServerNotes notes;
  notes.record.server = "eu";
  const ServerRecords none;
  const RecordedSource source(world.source, none, &notes);
  CHECK_FALSE(source.inspector(endpoint_of("us")).ok());
  CHECK_FALSE(notes.complete());
  const auto inspector = source.inspector(endpoint_of("eu"));
  REQUIRE(inspector.ok());
  REQUIRE((*inspector)->facts().ok());
  const auto catalog = (*inspector)->inspect({{"shop"}});
  REQUIRE(catalog.ok());
  CHECK(notes.complete());
  CHECK(notes.record.catalog == *catalog);
  CHECK(notes.record.schemas_read == std::vector<std::string>{"shop"});
}

}  // namespace
}  // namespace millrace
