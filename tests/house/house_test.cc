// SPDX-License-Identifier: Apache-2.0
//
// The rules of the house that a program can hold (docs/architecture.md).
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>

#include "house/exemptions.h"
#include "house/source_file.h"
#include "support/paths.h"
#include "support/process.h"

namespace millrace::house {
namespace {

constexpr int kWidth = 80;
constexpr size_t kFileLines = 400;
constexpr int kFunctionLines90 = 40;  // nine of ten functions
constexpr int kFunctionLines = 80;    // any function
constexpr size_t kMostExemptions = 0;

const std::map<std::string, int> kFloors = {
    {"base", 0},     {"model", 1},    {"plan", 2},     {"engine", 2},
    {"route", 3},    {"diff", 3},     {"precheck", 4}, {"mysql", 4},
    {"postgres", 4}, {"proposal", 5}, {"copy", 5},     {"stream", 5},
    {"verify", 5},   {"apply", 6},    {"report", 7},   {"cli", 8}};

const std::vector<SourceFile>& code() {
  static const std::vector<SourceFile> files = [] {
    auto all = files_below("src", {".h", ".cc"});
    for (auto& file : files_below("tests", {".h", ".cc"})) all.push_back(file);
    return all;
  }();
  return files;
}

bool in_src(const SourceFile& file) { return file.path.rfind("src/", 0) == 0; }

std::string room_of(const std::string& path) {  // of "base/text.h"
  const size_t slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

// May a file of room `from` include one of room `to`? The wings are seen by
// main.cc alone, so that a third engine changes nothing else.
bool may_see(const std::string& from, const std::string& to) {
  if (from == to || from.empty()) return true;
  if (to == "mysql" || to == "postgres") return false;
  return kFloors.at(to) < kFloors.at(from);
}

void check_none(const std::vector<std::string>& problems) {
  for (const auto& problem : problems) {
    INFO(problem);
    CHECK(problem.empty());
  }
}

}  // namespace

TEST_CASE("house: lines are at most 80 wide and hold no tab") {
  Exemptions exempt("width");
  std::vector<std::string> problems;
  for (const auto& file : code())
    for (size_t i = 0; i < file.lines.size(); ++i)
      if ((width_of(file.lines[i]) > kWidth ||
           file.lines[i].find('\t') != std::string::npos) &&
          !exempt.allow(file.path))
        problems.push_back(file.path + ":" + std::to_string(i + 1));
  check_none(problems);
  CHECK(exempt.stale().empty());
}

TEST_CASE("house: files have at most 400 lines") {
  Exemptions exempt("length");
  std::vector<std::string> problems;
  for (const auto& file : code())
    if (file.lines.size() > kFileLines && !exempt.allow(file.path))
      problems.push_back(file.path + ": " + std::to_string(file.lines.size()));
  check_none(problems);
  CHECK(exempt.stale().empty());
}

TEST_CASE("house: functions are short") {
  Exemptions exempt("function");
  std::vector<int> lengths;
  std::vector<std::string> problems;
  for (const auto& file : code()) {
    if (!in_src(file)) continue;
    for (const auto& function : file.functions()) {
      lengths.push_back(function.lines);
      if (function.lines > kFunctionLines && !exempt.allow(file.path))
        problems.push_back(
            file.path + ":" + std::to_string(function.first_line) + ": " +
            std::to_string(function.lines) + " lines: " + function.head);
    }
  }
  check_none(problems);
  CHECK(exempt.stale().empty());
  REQUIRE(lengths.size() > 50);
  std::sort(lengths.begin(), lengths.end());
  CHECK(lengths[lengths.size() * 9 / 10] <= kFunctionLines90);
}

TEST_CASE("house: no arrow points up the stairs or into a wing") {
  std::vector<std::string> problems;
  size_t seen = 0;
  for (const auto& file : code()) {
    if (!in_src(file)) continue;
    const std::string here = room_of(file.path.substr(4));
    for (const auto& include : file.includes()) {
      const std::string there = room_of(include);
      if (!kFloors.count(there)) continue;
      ++seen;
      if (!may_see(here, there))
        problems.push_back(file.path + " includes " + include);
    }
  }
  check_none(problems);
  CHECK(seen > 50);
}

TEST_CASE("house: every room of src has its floor, and its stairs in CMake") {
  const std::string cmake =
      test::read_file(std::string(test::project_root()) + "/CMakeLists.txt");
  for (const auto& file : files_below("src", {".h", ".cc"})) {
    const std::string room = room_of(file.path.substr(4));
    if (room.empty()) {
      CHECK(file.path == "src/main.cc");
      continue;
    }
    INFO(file.path);
    CHECK(kFloors.count(room) == 1);
  }
  const std::regex row(R"(room\((\w+) SEES ([\w\s]+?)(NEEDS|\)))");
  for (std::sregex_iterator it(cmake.begin(), cmake.end(), row), end; it != end;
       ++it) {
    std::istringstream seen((*it)[2].str());
    for (std::string lower; seen >> lower;) {
      INFO((*it)[1] << " sees " << lower);
      CHECK(may_see((*it)[1], lower));
    }
  }
}

TEST_CASE("house: a driver's headers stay in their wing") {
  const std::vector<std::pair<std::regex, std::regex>> rules = {
      {std::regex("^(mysql\\.h|mariadb|errmsg\\.h|mysqld_error\\.h)"),
       std::regex("^(src/mysql/|tests/mysql/|tests/support/)")},
      {std::regex("^(pqxx|libpq|postgres_ext\\.h)"),
       std::regex("^(src/postgres/|tests/postgres/|tests/support/)")},
      {std::regex("^rapidjson/"), std::regex("^src/base/json[^/]*\\.cc$")},
      {std::regex("^CLI/"), std::regex("^src/cli/")}};
  std::vector<std::string> problems;
  for (const auto& file : code())
    for (const auto& include : file.includes())
      for (const auto& [driver, place] : rules)
        if (std::regex_search(include, driver) &&
            !std::regex_search(file.path, place))
          problems.push_back(file.path + " includes " + include);
  check_none(problems);
}

TEST_CASE("house: every source file has a test beside it") {
  Exemptions exempt("test");
  const std::filesystem::path root = test::project_root();
  std::vector<std::string> problems;
  for (const auto& file : files_below("src", {".cc"})) {
    if (file.path == "src/main.cc") continue;  // the live tests run it
    std::string expected = "tests/" + file.path.substr(4);
    expected.replace(expected.size() - 3, 3, "_test.cc");
    if (!std::filesystem::exists(root / expected) && !exempt.allow(file.path))
      problems.push_back(file.path + " has no " + expected);
  }
  check_none(problems);
  CHECK(exempt.stale().empty());
}

TEST_CASE("house: every finding has a page, every page a finding") {
  const std::string pages =
      test::read_file(std::string(test::project_root()) + "/docs/findings.md");
  std::set<std::string> used;
  std::set<std::string> told;
  const std::regex literal("\"([PSV][0-9]{3})\"");
  const std::regex heading("(^|\n)#+ +`?([PSV][0-9]{3})\\b");
  for (const auto& file : files_below("src", {".h", ".cc"}))
    for (std::sregex_iterator it(file.text.begin(), file.text.end(), literal),
         end;
         it != end; ++it)
      used.insert((*it)[1]);
  for (std::sregex_iterator it(pages.begin(), pages.end(), heading), end;
       it != end; ++it)
    told.insert((*it)[2]);
  for (const auto& code : used) {
    INFO(code << " is in src and not in docs/findings.md");
    CHECK(told.count(code) == 1);
  }
  for (const auto& code : told) {
    INFO(code << " is in docs/findings.md and nowhere in src");
    CHECK(used.count(code) == 1);
  }
}

TEST_CASE("house: files say their licence and headers guard themselves") {
  const std::string licence = "SPDX-License-Identifier: Apache-2.0";
  for (const auto& file : code()) {
    INFO(file.path);
    REQUIRE(!file.lines.empty());
    CHECK(file.lines[0] == "// " + licence);
    if (file.path.back() == 'h')
      CHECK(file.text.find("\n#pragma once\n") != std::string::npos);
  }
  for (const char* folder : {"tests", "fixtures", ".ci"})
    for (const auto& file : files_below(folder, {".sh", ""})) {
      INFO(file.path);
      if (file.text.rfind("#!", 0) == 0)
        CHECK(file.lines.at(1) == "# " + licence);
    }
}

TEST_CASE("house: nothing is left unsaid") {
  // Spelled apart so that this file does not find itself.
  const std::regex marks(
      "\\b(TO"
      "DO|FIX"
      "ME|X"
      "XX)\\b|not "
      "implemented");
  std::vector<std::string> problems;
  for (const auto& file : files_below("src", {".h", ".cc"}))
    for (size_t i = 0; i < file.lines.size(); ++i)
      if (std::regex_search(file.lines[i], marks))
        problems.push_back(file.path + ":" + std::to_string(i + 1) + ": " +
                           file.lines[i]);
  check_none(problems);
}

TEST_CASE("house: the list of exemptions only shrinks") {
  size_t entries = 0;
  for (const auto& file : files_below("tests/house", {".txt"}))
    for (const auto& line : file.lines)
      if (!line.empty() && line[0] != '#') ++entries;
  CHECK(entries <= kMostExemptions);
}

}  // namespace millrace::house
