// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_numeric.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace millrace;

namespace {

std::string encoded(const std::string& text) {
  std::string out;
  return append_numeric(text, out) ? hex(out) : "none";
}

}  // namespace

// Digits, weight, sign, scale, as `SELECT encode(numeric_send(n), 'hex')`
// prints them on PostgreSQL 15.
TEST_CASE("binary numeric: as the server itself writes it") {
  CHECK(encoded("0") == "0000000000000000");
  CHECK(encoded("0.00") == "0000000000000002");
  CHECK(encoded("-0.00") == "0000000000000002");
  CHECK(encoded("1") == "00010000000000000001");
  CHECK(encoded("-1.50") ==
        "0002000040000002"
        "00011388");
  CHECK(encoded("10000") == "00010001000000000001");
  CHECK(encoded("0.0001") ==
        "0001ffff00000004"
        "0001");
  CHECK(encoded("0.00001") ==
        "0001fffe00000005"
        "03e8");
  CHECK(encoded("12345678.9") ==
        "0003000100000001"
        "04d2162e2328");
}

TEST_CASE("binary numeric: what is no decimal text leaves nothing behind") {
  for (const char* text : {"", "-", ".", "1e5", "1.2.3", "abc", "--1", "1 "}) {
    std::string out = "before";
    CHECK_FALSE(append_numeric(text, out));
    CHECK(out == "before");
  }
}
