// SPDX-License-Identifier: Apache-2.0
//
// Every code of `plan` is provoked on real servers by a test of tests/live,
// or tests/live/unprovoked.txt says why not. "Provoked" means: the code
// stands in a test there or in a case's expectation.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "base/text.h"
#include "support/paths.h"
#include "support/process.h"

namespace millrace::house {
namespace {

namespace fs = std::filesystem;

std::set<std::string> codes_in(const std::string& text) {
  static const std::regex kCode("\\bP[0-9]{3}\\b");
  std::set<std::string> codes;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), kCode);
       at != std::sregex_iterator(); ++at) {
    codes.insert(at->str());
  }
  return codes;
}

std::set<std::string> provoked() {
  std::set<std::string> codes;
  const fs::path root(test::project_root());
  const auto take = [&](const fs::path& file) {
    codes.merge(codes_in(test::read_file(file.string())));
  };
  for (const auto& entry :
       fs::recursive_directory_iterator(root / "tests/live")) {
    const fs::path kind = entry.path().extension();
    if (kind == ".cc" || kind == ".sh") take(entry.path());
  }
  for (const auto& entry : fs::directory_iterator(root / "fixtures/live")) {
    take(entry.path() / "expect");
  }
  return codes;
}

// "P174 why", one a line; '#' begins a comment.
std::map<std::string, std::string> excused() {
  std::map<std::string, std::string> reasons;
  const std::string text = test::read_file(std::string(test::project_root()) +
                                           "/tests/live/unprovoked.txt");
  for (const std::string& line : split(text, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    reasons[line.substr(0, 4)] = line.size() > 5 ? line.substr(5) : "";
  }
  return reasons;
}

TEST_CASE("house: every finding of plan is provoked, or it is said why not") {
  const std::set<std::string> known = codes_in(test::read_file(
      std::string(test::project_root()) + "/src/precheck/codes.cc"));
  REQUIRE(known.size() > 100);
  const std::set<std::string> seen = provoked();
  const std::map<std::string, std::string> reasons = excused();
  for (const std::string& code : known) {
    INFO(code);
    CHECK((seen.contains(code) || reasons.contains(code)));
    CHECK_FALSE((seen.contains(code) && reasons.contains(code)));
  }
  for (const auto& [code, reason] : reasons) {
    INFO(code);
    CHECK(known.contains(code));
    CHECK(reason.size() > 10);
  }
}

}  // namespace
}  // namespace millrace::house
