// SPDX-License-Identifier: Apache-2.0
#include "report/columns.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

TEST_CASE("columns: words stand left, figures right") {
  CHECK(columns_text({{"table", "rows"}, {"a", "1,000"}, {"long", "7"}}, 2) ==
        "  table   rows\n"
        "  a      1,000\n"
        "  long       7\n");
}

TEST_CASE("columns: no blanks at the end of a line") {
  CHECK(columns_text({{"a", "b"}, {"long", ""}}, 0) == "a     b\nlong\n");
}

TEST_CASE("columns: width is counted in characters, not in bytes") {
  CHECK(text_width("\xc3\xa9\xf0\x9f\x98\x80x") == 3);
  CHECK(padded("\xc3\xa9", 3) == "\xc3\xa9  ");
  CHECK(padded_left("\xc3\xa9", 3) == "  \xc3\xa9");
}

TEST_CASE("columns: what is cut never ends inside a character") {
  CHECK(fitted("abcdef", 6) == "abcdef");
  CHECK(fitted("abcdef", 4) == "abc~");
  CHECK(fitted("\xc3\xa9\xc3\xa9\xc3\xa9", 2) == "\xc3\xa9~");
  CHECK(fitted("abc", 0).empty());
}

}  // namespace
}  // namespace millrace
