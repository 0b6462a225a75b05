// SPDX-License-Identifier: Apache-2.0
#include "support/paths.h"

#include <catch2/catch.hpp>
#include <filesystem>

namespace fs = std::filesystem;

TEST_CASE("the paths are those of this checkout") {
  const fs::path root = millrace::test::project_root();
  CHECK(fs::exists(root / "tests/support/paths_test.cc"));
  CHECK(fs::path(millrace::test::program_path()).is_absolute());
}
