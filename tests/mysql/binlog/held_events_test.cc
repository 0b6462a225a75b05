// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/held_events.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <vector>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::vector<std::string> bodies(uint64_t seed, size_t most) {
  std::mt19937_64 random(seed);
  std::vector<std::string> out;
  for (size_t i = 0; i < 200; ++i) {
    out.push_back(
        std::string(random() % most, static_cast<char>('a' + i % 26)));
  }
  return out;
}

// Whatever the budget: what goes in comes out, in order.
void check_kept(size_t budget, bool on_disk) {
  INFO("budget " << budget);
  size_t left = budget;
  {
    HeldEvents held(&left);
    CHECK(held.empty());
    const auto sent = bodies(7, 3000);
    for (const std::string& body : sent) {
      const Event event = event_of(EventType::kWriteRows, body, 9, 3);
      REQUIRE(held.add(event, format()).ok());
    }
    CHECK(!held.empty());
    CHECK(held.on_disk() == on_disk);
    CHECK(held.format().fixed_lengths == format().fixed_lengths);
    Event event;
    for (const std::string& body : sent) {
      REQUIRE(*held.next(&event));
      CHECK(event.body == body);
      CHECK(event.header.type == EventType::kWriteRows);
      CHECK(event.header.flags == 3);
      CHECK(event.header.timestamp == 1700000000);
    }
    CHECK(!*held.next(&event));
    CHECK(left <= budget);
  }
  CHECK(left == budget);  // given back
}

TEST_CASE("held events: they come back as they went, from memory and disk") {
  check_kept(size_t{64} << 20, false);
  check_kept(100'000, true);
  check_kept(0, true);
}

TEST_CASE("held events: those of one transaction share a budget with others") {
  size_t left = 5000;
  HeldEvents first(&left), second(&left);
  const std::string body(3000, 'x');
  REQUIRE(first.add(event_of(EventType::kWriteRows, body), format()).ok());
  REQUIRE(second.add(event_of(EventType::kWriteRows, body), format()).ok());
  CHECK(!first.on_disk());
  CHECK(second.on_disk());
}

TEST_CASE("held events: a folder that takes no file is named") {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", "/nowhere/at/all", 1);
  size_t left = 0;
  HeldEvents held(&left);
  const Status added = held.add(event_of(EventType::kXid, "x"), format());
  before ? setenv("TMPDIR", kept.c_str(), 1) : unsetenv("TMPDIR");
  CHECK(added.code() == "S341");
  CHECK_THAT(added.message(), Catch::Contains("/nowhere/at/all"));
}

}  // namespace
}  // namespace millrace::mysql::test
