// SPDX-License-Identifier: Apache-2.0
#include "postgres/ledger_read.h"

#include <catch2/catch.hpp>

#include "postgres/writer_fixture.h"

using namespace millrace;
using namespace millrace::test;

namespace {

std::unique_ptr<Session> open(const Endpoint& endpoint) {
  auto session = Session::open(endpoint);
  REQUIRE(session.ok());
  return std::move(session).value();
}

}  // namespace

TEST_CASE("ledger read: plans do not see each other's lines") {
  WriterFixture f;
  auto session = open(f.endpoint);
  auto other = read_ledger(*session, "another");
  REQUIRE(other.ok());
  CHECK_FALSE(other->exists);
  CHECK(other->roads.empty());
  CHECK(other->streams.empty());
  auto own = read_ledger(*session, f.plan);
  REQUIRE(own.ok());
  CHECK(own->roads.size() == 1);
  CHECK_FALSE(session->in_transaction());
}

TEST_CASE("ledger read: a ledger that lacks a table reads as none") {
  WriterFixture f;
  f.run("DROP TABLE millrace.streams");
  auto session = open(f.endpoint);
  auto state = read_ledger(*session, f.plan);
  REQUIRE(state.ok());
  CHECK_FALSE(state->exists);
  CHECK(read_chunks(*session, f.plan, f.road)->empty());
}

TEST_CASE("ledger read: lines that make no sense are broken, not ignored") {
  WriterFixture f;
  f.run("UPDATE millrace.roads SET source_table = '{'");
  auto session = open(f.endpoint);
  CHECK(read_ledger(*session, f.plan).status().kind() == StatusKind::kBroken);
  CHECK_FALSE(session->in_transaction());
}
