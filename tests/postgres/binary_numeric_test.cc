// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_numeric.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"

using namespace millrace;

namespace {

std::string encoded(const std::string& text) {
  std::string out(numeric_room(text.size()), '?');
  const char* end = write_numeric(text, out.data());
  if (end == nullptr) return "none";
  REQUIRE(end <= out.data() + out.size());
  return hex({out.data(), end});
}

// The value that the digits of base 10,000 stand for, in decimal digits.
std::string decoded(const std::string& text) {
  std::string out(numeric_room(text.size()), '?');
  const char* end = write_numeric(text, out.data());
  REQUIRE(end != nullptr);
  const auto word = [&](size_t i) {
    const auto* p = reinterpret_cast<const unsigned char*>(out.data()) + 2 * i;
    return static_cast<int16_t>(p[0] << 8 | p[1]);
  };
  const int count = word(0);
  const int weight = word(1);
  const auto scale = static_cast<size_t>(word(3));
  REQUIRE(end - out.data() == 8 + 2 * count);
  std::string whole;
  std::string part;
  for (int place = std::max(weight, 0); place >= -17; --place) {
    const int i = weight - place;
    std::string four =
        cat(i >= 0 && i < count ? word(static_cast<size_t>(4 + i)) : 0);
    four.insert(0, 4 - four.size(), '0');
    (place >= 0 ? whole : part) += four;
  }
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  CHECK(part.find_first_not_of('0', scale) == std::string::npos);
  return cat(word(2) == 0x4000 ? "-" : "", whole, scale > 0 ? "." : "",
             part.substr(0, scale));
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

TEST_CASE("binary numeric: what is no decimal text has no form") {
  for (const char* text : {"", "-", ".", "1e5", "1.2.3", "abc", "--1", "1 "}) {
    CHECK(encoded(text) == "none");
  }
}

TEST_CASE("binary numeric: any number of digits on either side of the point") {
  std::mt19937_64 random(70);
  const auto digits = [&](size_t count, uint64_t zeros) {
    std::string out;
    while (out.size() < count) {
      out += cat(random() % 4 < zeros ? 0 : 1 + random() % 9);
    }
    return out;
  };
  for (size_t whole = 1; whole <= 65; ++whole) {
    for (size_t part = 0; part <= 38; ++part) {
      const uint64_t zeros = (whole + part) % 4;
      const std::string text = cat(1 + random() % 9, digits(whole - 1, zeros),
                                   part > 0 ? "." : "", digits(part, zeros));
      INFO(text);
      CHECK(decoded(text) == text);
      CHECK(decoded("-" + text) == "-" + text);
      if (part == 0) continue;
      const std::string small = "0." + digits(part, zeros);
      CHECK(decoded(small) == small);
    }
  }
}
