// SPDX-License-Identifier: Apache-2.0
//
// When a row overwrites. What is sent, each way, is held on a real server by
// bulk_writer_test.cc and change_writer_test.cc.
#include "mysql/row_sender.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

Flavor flavor_of(FlavorKind kind) {
  Flavor flavor;
  flavor.kind = kind;
  return flavor;
}

WriteShape keyed(const char* from, const char* to) {
  WriteShape shape;
  shape.columns = {test::write_column("id", from)};
  shape.columns[0].native = to;
  shape.key = {0};
  return shape;
}

bool overwrites(const WriteShape& shape,
                FlavorKind kind = FlavorKind::kMariadb) {
  return row_end(shape, flavor_of(kind)) == RowEnd::kOverwritten;
}

}  // namespace

TEST_CASE("row sender: a key of the source's own type is overwritten") {
  for (const char* type : {"int", "bigint unsigned", "datetime(6)", "date",
                           "binary(16)", "varbinary(9)"}) {
    INFO(type);
    CHECK(overwrites(keyed(type, type)));
    CHECK(overwrites(keyed(type, type), FlavorKind::kMysql));
    CHECK_FALSE(overwrites(keyed(type, type), FlavorKind::kDrds));
  }
}

TEST_CASE("row sender: where keys may meet in the target, or rows, never") {
  CHECK_FALSE(overwrites(keyed("datetime(6)", "datetime")));
  CHECK_FALSE(overwrites(keyed("int", "double")));
  CHECK_FALSE(overwrites(keyed("varbinary(9)", "binary(9)")));
  const char* text = "varchar(9) character set utf8mb4 collate utf8mb4_bin";
  CHECK_FALSE(overwrites(keyed(text, text)));
  WriteShape unique = keyed("int", "int");
  unique.other_unique = true;
  CHECK_FALSE(overwrites(unique));
  WriteShape own = keyed("int", "int");
  own.unwritten_columns = true;
  CHECK_FALSE(overwrites(own));
  WriteShape none = keyed("int", "int");
  none.key.clear();
  CHECK_FALSE(overwrites(none));
}

}  // namespace millrace::mysql
