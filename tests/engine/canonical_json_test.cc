// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "engine/canonical.h"

namespace millrace {
namespace {

TEST_CASE("canonical: JSON of equal meaning is one text") {
  CHECK(canonical_json("{ \"b\": [1.0, 2e0], \"a\" : null }") ==
        "{\"a\":null,\"b\":[1,2]}");
  CHECK(canonical_json("{\"a\":1,\"a\":2}") == "{\"a\":2}");
  CHECK(canonical_json("\"\\u00e4\\/\"") == "\"\xC3\xA4/\"");
  CHECK(canonical_json("\"\\u0001\"") == "\"\\u0001\"");
  CHECK(canonical_json("{broken") == "{broken");
  CHECK(canonical_json("[true, false]") == "[true,false]");
}

}  // namespace
}  // namespace millrace
