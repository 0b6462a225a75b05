// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <stdlib.h>

#include <catch2/catch.hpp>

namespace millrace {
namespace {

TEST_CASE("console: colour is on only when asked for or fit to be shown") {
  Console::set_color(ColorChoice::kAlways);
  CHECK(Console::out_paint().on());
  Console::set_color(ColorChoice::kNever);
  CHECK_FALSE(Console::out_paint().on());
  Console::set_color(ColorChoice::kAuto);
  setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(Console::out_paint().on());
  CHECK_FALSE(Console::err_paint().on());
  unsetenv("NO_COLOR");
}

TEST_CASE("console: the screen always has a width") {
  CHECK(Console::err_width() > 0);
}

}  // namespace
}  // namespace millrace
