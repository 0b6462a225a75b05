// SPDX-License-Identifier: Apache-2.0
#include "mysql/packed_rows.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("packed rows: what is packed is taken off again") {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns = {
      test::write_column("a", "int"), test::write_column("c", "int"),
      test::write_column("b", "longtext"), test::write_column("n", "bit(9)")};
  shape.columns[1].computed = true;
  RowPacker packer(shape);
  for (const size_t size : {0, 1, 250, 251, 65535, 65536, 16777215, 16777216}) {
    const std::string text(size, 'x');
    const std::vector<Cell> row = {Cell::null(), Cell::of("no"), Cell::of(text),
                                   Cell::of("100000001")};
    std::string out;
    REQUIRE(packer.encode(row, out).ok());
    REQUIRE(packer.encode(row, out).ok());
    std::string_view rest = out;
    for (int i = 0; i < 2; ++i) {
      CHECK(take_packed(&rest).is_null());
      CHECK(take_packed(&rest).text() == text);
      CHECK(take_packed(&rest).text() == "\1\1");
    }
    CHECK(rest.empty());
  }
  std::string out;
  shape.columns.resize(2);
  shape.columns[0].computed = true;
  REQUIRE(RowPacker(shape).encode(test::cells({"1", "2"}), out).ok());
  CHECK(out.size() == 1);  // or a table of such rows would be empty
  CHECK(packer.encode(test::cells({"1"}), out).kind() == StatusKind::kBroken);
}

}  // namespace millrace::mysql
