// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/column_type.h"

#include <catch2/catch.hpp>
#include <set>

namespace millrace::mysql {
namespace {

TEST_CASE("column type: every type has a name for messages") {
  std::set<std::string> names;
  for (int i = 0; i < 256; ++i) {
    const std::string name = column_type_name(static_cast<ColumnType>(i));
    CHECK_FALSE(name.empty());
    names.insert(name);
  }
  CHECK(names.count("bigint") == 1);
  CHECK(names.count("type 200") == 1);
  CHECK(column_type_name(ColumnType::kDatetime) !=
        column_type_name(ColumnType::kDatetime2));
}

}  // namespace
}  // namespace millrace::mysql
