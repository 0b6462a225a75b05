// SPDX-License-Identifier: Apache-2.0
#include "mysql/types.h"

#include <catch2/catch.hpp>

#include "mysql/session.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

Type plain(std::string_view text) { return parse_type(text, "", ""); }

TEST_CASE("types: integers keep width, sign and what their writer meant") {
  struct Case {
    const char* text;
    int bits;
  };
  for (auto [text, bits] :
       {Case{"tinyint(4)", 8}, Case{"smallint(6)", 16},
        Case{"mediumint(9)", 24}, Case{"int", 32}, Case{"bigint(20)", 64}}) {
    CHECK(plain(text).kind == TypeKind::kInteger);
    CHECK(plain(text).bits == bits);
    CHECK_FALSE(plain(text).is_unsigned);
    CHECK(plain(std::string(text) + " unsigned").is_unsigned);
  }
  CHECK(plain("tinyint(1)").tinyint1);
  CHECK_FALSE(plain("tinyint(1) unsigned").tinyint1);
  CHECK_FALSE(plain("tinyint(4)").tinyint1);
  CHECK(plain("int(5) unsigned zerofill").zerofill);
}

TEST_CASE("types: lengths, digits and fractions") {
  CHECK(plain("decimal(65,30)").precision == 65);
  CHECK(plain("decimal(65,30)").scale == 30);
  CHECK(plain("decimal(10,0) unsigned").is_unsigned);
  CHECK(plain("bit(64)").length == 64);
  CHECK(plain("varbinary(16)").length == 16);
  CHECK(plain("datetime(6)").fsp == 6);
  CHECK(plain("time").fsp == 0);
  CHECK(plain("timestamp(3)").kind == TypeKind::kTimestamp);
  CHECK(plain("datetime /* mariadb-5.3 */").kind == TypeKind::kDatetime);
  CHECK(plain("float(7,4)").kind == TypeKind::kFloat);
  CHECK(plain("double unsigned").is_unsigned);
  CHECK(plain("longblob").length == 4294967295);
  CHECK(plain("year(4)").kind == TypeKind::kYear);
  CHECK(plain("vector(3)").length == 3);
  CHECK(plain("geomcollection").subtype == "geomcollection");
  Type text = parse_type("varchar(200) /*M!100301 COMPRESSED*/", "latin1",
                         "latin1_swedish_ci");
  CHECK(text.kind == TypeKind::kVarchar);
  CHECK(text.length == 200);
  CHECK(text.charset == "latin1");
}

TEST_CASE("types: what is not known stays unknown") {
  CHECK(plain("xmltype").kind == TypeKind::kOther);
  CHECK(plain("").kind == TypeKind::kOther);
  CHECK(plain("enum('a'").kind == TypeKind::kOther);
}

TEST_CASE("types: labels with quotes, commas and words of the grammar") {
  using Labels = std::vector<std::string>;
  CHECK(parse_labels("enum('a','b''c','d,e',') unsigned','')") ==
        Labels{"a", "b'c", "d,e", ") unsigned", ""});
  CHECK(parse_labels("set('x\\\\y')") == Labels{"x\\y"});
  CHECK_FALSE(plain("enum('int unsigned zerofill')").is_unsigned);
}

TEST_CASE("types: labels come out of a real server as they went in") {
  auto& server = test::MariadbServer::shared();
  server.run(
      "CREATE DATABASE IF NOT EXISTS types; "
      "CREATE OR REPLACE TABLE types.e(e ENUM('a''b','c\\\\d','e,f','(g)',"
      "'\\n','\xC3\xA4','\xE4\xB8\xAD') CHARACTER SET gbk)");
  std::string text = server.value(
      "SELECT COLUMN_TYPE FROM information_schema.COLUMNS WHERE "
      "TABLE_SCHEMA='types' AND TABLE_NAME='e'");
  auto labels = parse_labels(text);
  REQUIRE(labels.size() == 7);
  CHECK(labels[0] == "a'b");
  CHECK(labels[1] == "c\\d");
  CHECK(labels[2] == "e,f");
  CHECK(labels[3] == "(g)");
  CHECK(labels[4] == "\n");
  CHECK(labels[6] == "\xE4\xB8\xAD");
}

}  // namespace
}  // namespace millrace::mysql
