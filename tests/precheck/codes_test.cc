// SPDX-License-Identifier: Apache-2.0
#include "precheck/codes.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "support/paths.h"

namespace millrace {

TEST_CASE("codes: each has its page under its title, in order") {
  std::ifstream file(std::string(test::project_root()) + "/docs/findings.md");
  std::stringstream text;
  text << file.rdbuf();
  std::string last;
  for (const FindingCode& code : precheck_codes()) {
    const std::string heading =
        "\n## " + std::string(code.code) + ": " + std::string(code.title);
    CAPTURE(heading);
    CHECK(text.str().find(heading + "\n") != std::string::npos);
    CHECK(last < code.code);
    last = code.code;
  }
}

}  // namespace millrace
