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

TEST_CASE("sharding: what functions of DRDS mode take") {
  const auto problem = [](const char* text, bool of_databases, int tables) {
    return function_problem(*parse_shard_function(text), false, of_databases,
                            tables);
  };
  CHECK(problem("hash(id)", true, 0) == "");
  CHECK(problem("hash(id, b)", true, 0) == "HASH takes 1 column");
  CHECK(problem("right_shift(id, 4)", true, 0) == "");
  CHECK(problem("right_shift(id)", true, 0) ==
        "RIGHT_SHIFT takes 1 column and a number");
  CHECK(problem("range_hash(a, b, 10)", true, 0) == "");
  CHECK(problem("range_hash(a, 10)", true, 0) ==
        "RANGE_HASH takes 2 columns and a number");
  CHECK(problem("mm(d)", true, 0).find("not databases") != std::string::npos);
  CHECK(problem("mm(d)", false, 12) == "");
  CHECK(problem("mm(d)", false, 13) == "MM spreads over at most 12 tables");
  CHECK(problem("mmdd(d)", false, 366) == "");
  CHECK(problem("yyyymm(d)", true, 100) == "");
  CHECK(function_problem(*parse_shard_function("key(a, b)"), true, true, 0) ==
        "");
  CHECK_FALSE(takes_numbers("STR_HASH"));
  CHECK_FALSE(takes_text("RIGHT_SHIFT"));
  CHECK(takes_text("HASH"));
}

}  // namespace millrace::mysql
