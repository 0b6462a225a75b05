// SPDX-License-Identifier: Apache-2.0
#include "report/html_style.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("html style: braces match, and no markup can end it early") {
  const std::string_view style = html_style();
  CHECK(std::count(style.begin(), style.end(), '{') ==
        std::count(style.begin(), style.end(), '}'));
  CHECK(style.find('<') == std::string_view::npos);
  CHECK(style.find("prefers-color-scheme: dark") != std::string_view::npos);
  CHECK(style.find("@media print") != std::string_view::npos);
}
