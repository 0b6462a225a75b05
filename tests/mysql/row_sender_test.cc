// SPDX-License-Identifier: Apache-2.0
#include "mysql/row_sender.h"

#include <catch2/catch.hpp>
#include <type_traits>

namespace millrace::mysql {

// What it sends, each way, is held on a real server by bulk_writer_test.cc
// (rows refused when they are there) and change_writer_test.cc (overwritten).
TEST_CASE("row sender: it holds a prepared statement, so it is not copied") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<RowSender>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<RowSender>);
}

}  // namespace millrace::mysql
