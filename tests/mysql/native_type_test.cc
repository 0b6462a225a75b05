// SPDX-License-Identifier: Apache-2.0
#include "mysql/native_type.h"

#include <catch2/catch.hpp>

#include "mysql/types.h"

namespace millrace::mysql {

TEST_CASE("native type: one spelling whatever the server prints") {
  const auto spelled = [](const char* column_type, const char* charset = "",
                          const char* collation = "") {
    return native_text(parse_type(column_type, charset, collation));
  };
  CHECK(spelled("int(11)") == "int");
  CHECK(spelled("int(10) unsigned") == "int unsigned");
  CHECK(spelled("int(5) unsigned zerofill") == "int(5) unsigned zerofill");
  CHECK(spelled("tinyint(1)") == "tinyint(1)");
  CHECK(spelled("tinyint(4)") == "tinyint");
  CHECK(spelled("decimal(10,2) unsigned") == "decimal(10,2) unsigned");
  CHECK(spelled("year(4)") == "year");
  CHECK(spelled("timestamp(6)") == "timestamp(6)");
  CHECK(spelled("geomcollection") == "geometrycollection");
  CHECK(spelled("varchar(20)", "latin1", "latin1_bin") ==
        "varchar(20) character set latin1 collate latin1_bin");
}

TEST_CASE("native type: the way back is the way there") {
  for (const char* native :
       {"bigint unsigned", "bit(12)", "mediumblob", "longtext", "vector(3)",
        "set('a','b,\\\\c') character set utf8mb4 collate utf8mb4_bin",
        "enum(') character set x') character set latin1", "json", "inet6",
        "char(3) character set ascii collate ascii_general_ci"}) {
    CHECK(native_text(parse_native(native)) == native);
  }
}

TEST_CASE("native type: what people write, and what is none") {
  CHECK(parse_written("VARCHAR( 200 )").value() ==
        "varchar(200) character set utf8mb4");
  CHECK(parse_written("boolean").value() == "tinyint(1)");
  CHECK(parse_written("numeric(8, 2)").value() == "decimal(8,2)");
  CHECK_FALSE(parse_written("character varying(3)").ok());
}

TEST_CASE("native type: a collation that one side does not name is equal") {
  const std::string a = "varchar(2) character set utf8mb4";
  CHECK(same_native(a, a + " collate utf8mb4_bin"));
  CHECK_FALSE(same_native(a + " collate x", a + " collate y"));
  CHECK_FALSE(same_native(a, "varchar(2) character set latin1"));
  CHECK(same_native("text character set utf8", "text character set utf8mb3"));
  CHECK(bytes_per_character("utf8mb4") == 4);
  CHECK(bytes_per_character("latin1") == 1);
}

}  // namespace millrace::mysql
