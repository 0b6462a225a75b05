// SPDX-License-Identifier: Apache-2.0
//
// A row of more than the memory that the Plan allows: it arrives, and it is
// named, in the copy and in the stream.
#include <catch2/catch.hpp>

#include "live/live_faults.h"

namespace millrace::test {
namespace {

void arrives_and_is_named(bool family) {
  FaultScene scene("large", 84, "", family, 200);  // "memory_mb": 64
  scene.source().run("ALTER TABLE large.wide MODIFY pad LONGBLOB");
  auto insert = [&](int id, const char* size) {
    scene.source().run("INSERT INTO large.wide VALUES (" + std::to_string(id) +
                       ", REPEAT('x', " + size + "), 'a')");
  };
  insert(9001, "20971520");
  insert(9002, "10000000");  // fits
  const Outcome copied = scene.millrace("apply", {"--yes"});
  INFO(copied.err);
  REQUIRE(copied.exit_code == 0);
  CHECK(copied.err.find("large.wide: the row with id=9001 has 20 MB") !=
        std::string::npos);
  CHECK(copied.err.find("id=9002") == std::string::npos);

  insert(9003, "23068672");
  const Outcome streamed = scene.millrace("apply", {"--yes"});
  INFO(streamed.err);
  REQUIRE(streamed.exit_code == 0);
  CHECK(streamed.err.find("large.wide: the row with id=9003 has 22 MB") !=
        std::string::npos);
  CHECK(streamed.err.find("id=9001") == std::string::npos);
  CHECK(scene.compare() == "");
}

}  // namespace

TEST_CASE("large rows: named in copy and stream, and there", "[faults]") {
  arrives_and_is_named(false);
}

TEST_CASE("large rows: the same into a target of the source's family",
          "[faults]") {
  arrives_and_is_named(true);
}

}  // namespace millrace::test
