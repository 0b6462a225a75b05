// SPDX-License-Identifier: Apache-2.0
#include "mysql/change_sql.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

WriteShape shape_of(std::vector<size_t> key) {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns = {test::write_column("a", "int"),
                   test::write_column("b", "varchar(9)")};
  shape.key = std::move(key);
  return shape;
}

std::vector<std::string> conditions(const WriteShape& shape,
                                    const std::vector<Row>& rows,
                                    size_t bytes) {
  std::vector<std::string> out;
  REQUIRE(for_key_conditions(shape, key_in_row(shape), rows, bytes,
                             [&](const std::string& condition) {
                               out.push_back(condition);
                               return Status();
                             })
              .ok());
  return out;
}

}  // namespace

TEST_CASE("change sql: conditions over one and over several columns") {
  const auto one = test::cells({"1", "x"});
  const auto two = test::cells({"2", "it's"});
  const std::vector<Row> rows = {one, two};
  CHECK(conditions(shape_of({0}), rows, 1000) ==
        std::vector<std::string>{"`a` IN (1,2)"});
  CHECK(conditions(shape_of({0, 1}), rows, 1000) ==
        std::vector<std::string>{
            "(`a`=1 AND `b`='x') OR (`a`=2 AND `b`='it''s')"});
  CHECK(conditions(shape_of({0}), rows, 4) ==
        std::vector<std::string>{"`a` IN (1)", "`a` IN (2)"});
  CHECK(conditions(shape_of({0}), {}, 4).empty());
}

TEST_CASE("change sql: tuples and heads") {
  const WriteShape shape = shape_of({0});
  CHECK(tuple_text(cell_forms(shape), test::cells({"1", nullptr})) ==
        "(1,NULL)");
  CHECK(insert_head(shape, "REPLACE", {"c"}) ==
        "REPLACE INTO `s`.`t` (`a`,`b`,`c`) VALUES ");
  CHECK(key_alone(shape_of({1})) == std::vector<size_t>{0});
}

}  // namespace millrace::mysql
