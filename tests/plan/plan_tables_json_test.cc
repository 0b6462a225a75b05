// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

std::string selection(const std::string& members) {
  return codes(R"({"name": "p", "sources": {"eu": {"host": "h", "user": "u"}},
    "target": {"engine": "mysql", "host": "h", "user": "u"},
    "tables": [{)" +
               members + "}]}");
}

}  // namespace

TEST_CASE("plan tables: a selection names a source of the Plan") {
  CHECK(selection(R"("source": "eu", "include": ["s.t"])").empty());
  CHECK(selection(R"("source": "ue", "include": ["s.t"])") == "P012");
  CHECK(selection(R"("include": ["s.t"])") == "P005");
}

TEST_CASE("plan tables: include names something, exclude may be empty") {
  CHECK(selection(R"("source": "eu")") == "P005");
  CHECK(selection(R"("source": "eu", "include": [])") == "P011");
  CHECK(selection(R"("source": "eu", "include": "s.t")") == "P002");
  CHECK(selection(R"("source": "eu", "include": ["s.t"], "exclude": [])")
            .empty());
}

TEST_CASE("plan tables: every bad pattern is reported, at its own place") {
  const auto errors = plan_errors(
      R"({"name": "p", "sources": {"eu": {"host": "h", "user": "u"}},
    "target": {"engine": "mysql", "host": "h", "user": "u"},
    "tables": [{"source": "eu",
"include": ["t",
 "s.t", "s.t",
  "/(/"]}]})");
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].code == "P009");
  CHECK(errors[0].place.line == 4);
  CHECK(errors[1].code == "P016");
  CHECK(errors[1].place.column == 9);
  CHECK(errors[2].code == "P010");
  CHECK(errors[2].place.line == 6);
}
