// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <chrono>

#include "postgres/writer_fixture.h"

using namespace millrace;
using namespace millrace::test;

TEST_CASE("ledger lock: patience is kept, not passed") {
  WriterFixture f;
  auto other = f.writing.ledger(f.endpoint);
  REQUIRE(other.ok());
  auto start = std::chrono::steady_clock::now();
  CHECK((*other)->lock(f.plan, 500).code() == "S105");
  auto took = std::chrono::steady_clock::now() - start;
  CHECK(took >= std::chrono::milliseconds(450));
  CHECK_FALSE((*other)->check_lock().ok());
}

TEST_CASE("ledger lock: a writer of the run does not stand in its own way") {
  WriterFixture f;
  auto one = f.bulk();
  auto two = f.changes();
  f.done(f.ledger->check_lock());
}
