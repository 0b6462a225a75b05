// SPDX-License-Identifier: Apache-2.0
//
// A view of the sample proposal against its golden file in fixtures/report;
// MILLRACE_UPDATE_GOLDEN writes it anew (make golden).
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <string>

#include "support/paths.h"
#include "support/process.h"

namespace millrace::test {

inline void check_golden(const std::string& name, const std::string& text) {
  const std::string path =
      std::string(test::project_root()) + "/fixtures/report/" + name;
  if (std::getenv("MILLRACE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << text;
  }
  CHECK(text == read_file(path));
}

}  // namespace millrace::test
