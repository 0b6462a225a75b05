// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"

using namespace millrace;

namespace {

// Catches the log while it lives, and leaves it as it was found.
class Caught {
 public:
  Caught() {
    Log::set_sink([this](const std::string& line) { lines.push_back(line); });
  }
  ~Caught() {
    Log::set_sink(nullptr);
    Log::set_level(LogLevel::kInfo);
    Log::set_json(false);
  }
  std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("log: only lines at the level or above it") {
  Caught caught;
  log_debug("no");
  log_info("yes");
  Log::set_level(LogLevel::kError);
  log_warning("no");
  log_error("yes");
  Log::set_level(LogLevel::kOff);
  log_error("no");
  REQUIRE(caught.lines.size() == 2);
  CHECK_THAT(caught.lines[0], Catch::EndsWith("Z info: yes"));
  CHECK_THAT(caught.lines[1], Catch::EndsWith("Z error: yes"));
}

TEST_CASE("log: a JSON line is one document whatever the message holds") {
  Caught caught;
  Log::set_json(true);
  log_warning("a \"b\"\n\xff");
  REQUIRE(caught.lines.size() == 1);
  CHECK(caught.lines[0].find('\n') == std::string::npos);
  Result<JsonNode> node = parse_own_json(caught.lines[0]);
  REQUIRE(node.ok());
  CHECK(node->string_or("level", "") == "warning");
  CHECK(node->string_or("message", "") == "a \"b\"\n\xEF\xBF\xBD");
  CHECK(node->string_or("time", "").size() == 24);
}

TEST_CASE("log: lines of several threads stay whole") {
  Caught caught;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 50; ++i) log_info("0123456789");
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(caught.lines.size() == 200);
  for (const std::string& line : caught.lines) {
    CHECK_THAT(line, Catch::EndsWith("info: 0123456789"));
  }
}
