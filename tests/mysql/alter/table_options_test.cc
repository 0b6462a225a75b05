// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/table_options.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

struct Got {
  std::string problem;
  Table table;
  std::string left;
};

Got read(const std::string& sql, uint64_t mode = test::kStrict) {
  const test::Reading reading(sql, mode);
  Words words = reading.words();
  Got got;
  got.table = test::sample_table();
  got.problem = read_table_option(words, reading.context, &got.table);
  got.left = words.written();
  return got;
}

}  // namespace

TEST_CASE("table options: what the catalog shows of them") {
  CHECK(read("COMMENT = 'a, b'").table.comment == "a, b");
  CHECK(read("ENGINE=myisam").table.engine == "myisam");
  CHECK(read("DEFAULT CHARACTER SET = latin1").table.collation ==
        "latin1_swedish_ci");
  CHECK(read("CHARSET latin1 COLLATE latin1_bin").table.collation ==
        "latin1_bin");
  CHECK(read("DEFAULT COLLATE 'utf8mb4_bin'").table.collation == "utf8mb4_bin");
  CHECK(read("PARTITION BY HASH (id) PARTITIONS 4").table.partitioning ==
        "HASH (id) PARTITIONS 4");
  CHECK(read("REMOVE PARTITIONING").table.partitioning == "");
}

TEST_CASE("table options: what leaves rows and columns as they are") {
  for (const char* sql :
       {"ALGORITHM=INSTANT", "LOCK NONE", "AUTO_INCREMENT = 7",
        "ROW_FORMAT=DYNAMIC", "FORCE", "ENABLE KEYS", "WITH VALIDATION",
        "COMPRESSION='zlib'", "AUTOEXTEND_SIZE=4M", "WAIT 5", "NOWAIT",
        "REORGANIZE PARTITION p INTO (PARTITION q VALUES LESS THAN (5))",
        "ANALYZE PARTITION ALL", "ORDER BY d.t.a DESC, `b`"}) {
    INFO(sql);
    const Got got = read(sql);
    CHECK(got.problem == "");
    CHECK(got.left == "");
    CHECK(got.table == test::sample_table());
  }
  CHECK(read("MAX_ROWS=5, DROP a").left == ",");
}

// A column that is dropped behind it must not be taken for an order.
TEST_CASE("table options: ORDER BY takes names alone") {
  CHECK(read("ORDER BY a, DROP COLUMN b").left == "COLUMN");
  CHECK(read("ORDER BY a + 1").left == "+");
  CHECK(read("ORDER BY 'a'").problem != "");
}

TEST_CASE("table options: what takes rows away or is not known is a problem") {
  for (const char* sql :
       {"ENGINE=BLACKHOLE", "ENGINE='FEDERATED'", "ENGINE=MRG_MYISAM",
        "UNION=(a, b)", "DISCARD TABLESPACE", "IMPORT TABLESPACE",
        "TRUNCATE PARTITION p", "EXCHANGE PARTITION p WITH TABLE u",
        "DATA DIRECTORY='/x'", "WITH SYSTEM VERSIONING", "REPAIR TABLE",
        "CHARSET=klingon", "CHARSET=DEFAULT", "COLLATE=klingon_ci", "COMMENT=c",
        "ENGINE=", "CONNECTION='x'", "frobnicate", ""}) {
    INFO(sql);
    CHECK(read(sql).problem != "");
  }
  CHECK(read("COMMENT=\"c\"", 4).problem != "");  // ANSI_QUOTES
}

TEST_CASE("table options: a conversion that turns nothing") {
  Table before;
  before.collation = "utf8mb4_bin";
  before.columns = {test::column("a", "int")};
  Table after = before;
  after.collation = "latin1_bin";
  const auto settled = [&](FlavorKind kind, int major, int minor) {
    Table made = after;
    const std::string problem = settle_conversion(
        test::log_source(kind, major, minor).flavor, before, &made);
    return problem.empty() ? made.collation : "?";
  };
  CHECK(settled(FlavorKind::kMysql, 5, 6) == "utf8mb4_bin");
  CHECK(settled(FlavorKind::kMysql, 5, 7) == "?");
  CHECK(settled(FlavorKind::kMysql, 8, 0) == "latin1_bin");
  CHECK(settled(FlavorKind::kMariadb, 10, 5) == "latin1_bin");
  after.columns[0].comment = "another column";
  CHECK(settled(FlavorKind::kMysql, 5, 6) == "latin1_bin");
}

TEST_CASE("table options: a column that the key makes NOT NULL") {
  const auto problem = [](int major, int minor,
                          const std::vector<std::string>& names) {
    return key_default_problem(
        test::log_source(FlavorKind::kMysql, major, minor).flavor, names);
  };
  CHECK(problem(5, 6, {"a"}).find("gives a, which") != std::string::npos);
  CHECK(problem(5, 6, {}) == "");
  CHECK(problem(5, 7, {"a"}) == "");
}

}  // namespace millrace::mysql
