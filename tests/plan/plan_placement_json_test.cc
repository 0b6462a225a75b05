// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

Mapping mapped(const std::string& members, const std::string& engine) {
  return valid_plan(with_mapping(members, engine)).mappings.at(0);
}

std::string sharding(const std::string& value) {
  return codes(with_mapping("\"sharding\": " + value, "drds"));
}

}  // namespace

TEST_CASE("plan placement: each key belongs to its engine") {
  const std::string by = R"("distribution": {"by": ["id"]})";
  const std::string stored = R"("storage": "heap")";
  const std::string sharded = R"x("sharding": {"partition": "key(id)"})x";
  for (const char* engine : {"postgresql", "mysql", "drds"}) {
    CHECK(codes(with_mapping(by, engine)) == "P017");
    CHECK(codes(with_mapping(stored, engine)) == "P017");
  }
  for (const char* engine : {"analyticdb-postgresql", "greenplum"}) {
    CHECK(codes(with_mapping(by + ", " + stored, engine)).empty());
    CHECK(codes(with_mapping(sharded, engine)) == "P017");
  }
  CHECK(codes(with_mapping(sharded, "mysql")) == "P017");
}

TEST_CASE("plan placement: distributions") {
  using Kind = Distribution::Kind;
  const auto kind = [](const std::string& value) {
    return mapped("\"distribution\": " + value, "greenplum").distribution.kind;
  };
  CHECK(kind(R"({"by": ["id"]})") == Kind::kBy);
  CHECK(kind(R"("randomly")") == Kind::kRandomly);
  CHECK(kind(R"("replicated")") == Kind::kReplicated);
  const auto bad = [](const std::string& value) {
    return codes(with_mapping("\"distribution\": " + value, "greenplum"));
  };
  CHECK(bad(R"("random")") == "P006");
  CHECK(bad(R"({"by": []})") == "P011");
  CHECK(bad(R"({"by": ["a", "a"]})") == "P016");
  CHECK(bad("{}") == "P005");
  CHECK(bad("[]") == "P002");
}

TEST_CASE("plan placement: the two modes of sharding") {
  const Sharding tables =
      mapped(R"x("sharding": {"database": "hash(id)", "table": "hash(id)",
                              "tables": 4})x",
             "drds")
          .sharding;
  CHECK(tables.kind == Sharding::Kind::kDatabase);
  CHECK(tables.tables == 4);
  const Sharding parts =
      mapped(R"x("sharding": {"partition": "key(a, b)", "partitions": 16})x",
             "drds")
          .sharding;
  CHECK(parts.kind == Sharding::Kind::kPartition);
  CHECK(parts.partition == "key(a, b)");
  CHECK(mapped(R"("sharding": "broadcast")", "drds").sharding.kind ==
        Sharding::Kind::kBroadcast);
  CHECK(mapped(R"("sharding": "single")", "drds").sharding.kind ==
        Sharding::Kind::kSingle);
}

TEST_CASE("plan placement: sharding rules that cannot be meant") {
  CHECK(sharding(R"x({"database": "hash(id)", "partition": "key(id)"})x") ==
        "P014");
  CHECK(sharding("{}") == "P005");
  CHECK(sharding(R"x({"table": "hash(id)"})x") == "P005");
  CHECK(sharding(R"x({"database": "hash(id)", "tables": 4})x") == "P005");
  CHECK(sharding(R"x({"database": "id"})x") == "P023");
  CHECK(sharding(R"x({"partition": "key()"})x") == "P023");
  CHECK(sharding(R"x({"partition": "key(id)", "partitions": 0})x") == "P008");
  CHECK(sharding(R"("everywhere")") == "P006");
}
