// SPDX-License-Identifier: Apache-2.0
#include "base/duration.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace millrace {
namespace {

int64_t ms(const char* text) {
  const auto parsed = parse_duration(text);
  return parsed.ok() ? parsed->count() : -1;
}

TEST_CASE("duration: what the manual shows is understood") {
  CHECK(ms("90s") == 90'000);
  CHECK(ms("10m") == 600'000);
  CHECK(ms("2h") == 7'200'000);
  CHECK(ms("250ms") == 250);
  CHECK(ms("1h30m") == 5'400'000);
  CHECK(ms("1m500ms") == 60'500);
}

TEST_CASE("duration: what could be misread is refused with a hint") {
  for (const char* bad :
       {"", "90", "s", "-5s", "1.5h", "30m1h", "5s5s", "5 s", "5S", "1w", "0s",
        "0h0m", "99999999999999999999h", "999999999999h", "1h30"}) {
    INFO(bad);
    const auto parsed = parse_duration(bad);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.status().kind() == StatusKind::kRefused);
    CHECK(parsed.status().message().find("10m") != std::string::npos);
  }
}

TEST_CASE("duration: every number of every unit reads back") {
  for (int64_t n = 1; n < 5000; n += 37) {
    CHECK(ms(cat(n, "ms").c_str()) == n);
    CHECK(ms(cat(n, "s").c_str()) == n * 1000);
    CHECK(ms(cat(n, "m").c_str()) == n * 60000);
  }
}

TEST_CASE("duration: people read seconds in two units at most") {
  CHECK(human_seconds(0) == "0.0 s");
  CHECK(human_seconds(-3) == "0.0 s");
  CHECK(human_seconds(9.94) == "9.9 s");
  CHECK(human_seconds(45.2) == "45 s");
  CHECK(human_seconds(185) == "3 min 05 s");
  CHECK(human_seconds(7620) == "2 h 07 min");
  CHECK(human_seconds(4 * 86400 + 3 * 3600) == "4 d 03 h");
}

}  // namespace
}  // namespace millrace
