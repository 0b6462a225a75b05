// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

std::string with(const std::string& member) {
  return codes(small_plan("postgresql", ", " + member));
}

std::string until(const std::string& date) {
  return with(R"("waive": [{"code": "P131", "object": "a.s.t",
                 "reason": "r", "until": ")" +
              date + "\"}]");
}

}  // namespace

TEST_CASE("plan options: stream lists operations, none twice") {
  CHECK(with(R"("sync": {"stream": []})").empty());
  CHECK(with(R"("sync": {"stream": ["insert", "alter"]})").empty());
  CHECK(with(R"("sync": {"stream": ["insert", "insert"]})") == "P016");
  CHECK(with(R"("sync": {"stream": ["truncate"]})") == "P006");
  CHECK(with(R"("sync": {"stream": ["alter"]})") == "P014");
  CHECK(with(R"("sync": {"stream": "insert"})") == "P002");
  const Plan plan = valid_plan(
      small_plan("mysql", R"(, "sync": {"stream": ["delete", "insert"]})"));
  CHECK(plan.sync.stream_insert);
  CHECK(plan.sync.stream_delete);
  CHECK_FALSE(plan.sync.stream_update);
  CHECK_FALSE(plan.sync.stream_alter);
}

TEST_CASE("plan options: a Plan that does nothing is refused") {
  CHECK(with(R"("sync": {"schema": false, "data": false, "stream": []})") ==
        "P025");
  CHECK(with(R"("sync": {"schema": false, "data": false})").empty());
}

TEST_CASE("plan options: on_existing and values take their words only") {
  for (const char* word : {"refuse", "ignore", "clear"}) {
    CHECK(with(R"("sync": {"on_existing": ")" + std::string(word) + "\"}")
              .empty());
  }
  CHECK(with(R"("sync": {"on_existing": "replace"})") == "P006");
  CHECK(with(R"("values": {"zero_date": "zero"})") == "P006");
  CHECK(with(R"("values": {"tinyint1": "bool"})") == "P006");
  const Plan plan = valid_plan(small_plan(
      "mysql", R"(, "values": {"zero_date": "epoch", "nul_byte": "strip",
          "invalid_text": "replace", "tinyint1": "boolean"})"));
  CHECK(plan.values ==
        ValuePolicies{ZeroDatePolicy::kEpoch, NulBytePolicy::kStrip,
                      InvalidTextPolicy::kReplace, TinyintPolicy::kBoolean});
}

TEST_CASE("plan options: limits in their ranges") {
  CHECK(with(R"("limits": {"memory_mb": 16, "rows_per_second": 0})").empty());
  CHECK(with(R"("limits": {"memory_mb": 15})") == "P008");
  CHECK(with(R"("limits": {"rows_per_second": -1})") == "P008");
  CHECK(with(R"("limits": {"answer_seconds": 0, "retry_seconds": 0})").empty());
  CHECK(with(R"("limits": {"answer_seconds": -1})") == "P008");
  CHECK(with(R"("limits": {"retry_seconds": 604801})") == "P008");
  CHECK(with(R"("limits": {"writers": 0, "readers": 0})") == "P008 P008");
}

TEST_CASE("plan options: waivers have a code, an object and a reason") {
  const auto waive = [](const std::string& members) {
    return with("\"waive\": [{" + members + "}]");
  };
  CHECK(waive(R"("code": "P131", "object": "o", "reason": "r")").empty());
  CHECK(waive(R"("code": "p131", "object": "o", "reason": "r")") == "P020");
  CHECK(waive(R"("code": "P13", "object": "o", "reason": "r")") == "P020");
  CHECK(waive(R"("code": "P131", "object": "o", "reason": "")") == "P019");
  CHECK(waive("") == "P005 P005 P005");
}

TEST_CASE("plan options: `until` is a day of the calendar") {
  CHECK(until("2027-01-31").empty());
  CHECK(until("2028-02-29").empty());
  for (const char* bad : {"2027-02-29", "2027-13-01", "2027-00-10", "2027-1-31",
                          "31.01.2027", "2027-01-32", "soon"}) {
    INFO(bad);
    CHECK(until(bad) == "P021");
  }
}
