// SPDX-License-Identifier: Apache-2.0
#include "mysql/sharding.h"

#include <catch2/catch.hpp>

#include "mysql/drds_dialect.h"

namespace millrace::mysql {

TEST_CASE("sharding: functions as people write them") {
  const auto function = parse_shard_function(" range_hash( a,`b`, 4 ) ");
  REQUIRE(function);
  CHECK(shard_text(*function) == "RANGE_HASH(`a`,`b`,4)");
  CHECK_FALSE(parse_shard_function("id"));
  CHECK_FALSE(parse_shard_function("hash(,)"));
  CHECK(knows_function("YYYYMM", false));
  CHECK_FALSE(knows_function("YYYYMM", true));
  CHECK(spreads_by_day("MMDD"));
}

TEST_CASE("sharding: SHOW RULE is read by the names of its columns") {
  CHECK(partitioning_of_rule({{"BROADCAST", "1"}}) == "BROADCAST");
  CHECK(partitioning_of_rule({{"TB_PARTITION_COUNT", "4"},
                              {"TB_PARTITION_POLICY", "hash"},
                              {"TB_PARTITION_KEY", "id"},
                              {"DB_PARTITION_KEY", "id"},
                              {"BROADCAST", "0"},
                              {"DB_PARTITION_POLICY", "hash"}}) ==
        "DBPARTITION BY HASH(`id`) TBPARTITION BY HASH(`id`) TBPARTITIONS 4");
  CHECK(partitioning_of_rule({{"BROADCAST", "0"}}) == "");
}

TEST_CASE("sharding: what SHOW CREATE says") {
  CHECK(mode_of_database("CREATE DATABASE `d` /* MODE = 'auto' */") == "auto");
  CHECK(mode_of_database("CREATE DATABASE `d` /* MODE = 'drds' */") == "drds");
  CHECK(mode_of_database("CREATE DATABASE `d`") == "drds");
  CHECK(partitioning_of("CREATE TABLE `t` (\n  `id` int\n) ENGINE = InnoDB "
                        "dbpartition by hash(`id`)") ==
        "dbpartition by hash(`id`)");
  CHECK(partitioning_of("CREATE TABLE `t` (\n  `id` int\n)\nPARTITION BY "
                        "KEY(`id`)\nPARTITIONS 16") ==
        "PARTITION BY KEY(`id`)\nPARTITIONS 16");
  CHECK(partitioning_of("CREATE TABLE `t` (\n `id` int\n) BROADCAST") ==
        "BROADCAST");
  CHECK(shard_columns("DBPARTITION BY HASH(`a`) TBPARTITION BY HASH(`a`)") ==
        std::vector<std::string>{"a"});
}

}  // namespace millrace::mysql
