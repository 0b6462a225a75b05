// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_error.h"

#include <catch2/catch.hpp>
#include <set>

#include "plan/plan_files.h"
#include "support/paths.h"

using namespace millrace;

namespace {

std::string printed(const std::string& text, TextPlace place) {
  return print_plan_errors({{"P003", place, "message", "", "that"}}, text,
                           "p.json");
}

}  // namespace

TEST_CASE("plan error: place, source line, caret, remedy") {
  CHECK(printed("{\n  \"x\": 1\n}", {2, 3}) ==
        "p.json:2:3: error P003: message\n"
        "  2 |   \"x\": 1\n"
        "    |   ^\n"
        "  instead: that\n");
}

TEST_CASE("plan error: the caret stands under its character") {
  CHECK_THAT(printed("\t{\"ü\": 1}", {1, 9}), Catch::Contains("| \t      ^\n"));
  CHECK_THAT(printed("a\r\nb", {1, 2}), Catch::Contains("| a\n    |  ^\n"));
  CHECK_THAT(printed("", {1, 1}), Catch::Contains("  1 | \n    | ^\n"));
}

TEST_CASE("plan error: a long line is cut around the caret") {
  const std::string line = std::string(300, 'a') + "!" + std::string(300, 'b');
  const std::string out = printed(line, {1, 301});
  CHECK_THAT(out, Catch::Contains("…" + std::string(50, 'a') + "!"));
  CHECK_THAT(out, Catch::Contains("| " + std::string(51, ' ') + "^\n"));
  CHECK(out.size() < 400);
}

TEST_CASE("plan error: secrets are masked wherever they stand on the line") {
  const std::string text =
      R"({"pwd": "hunter2\"x", "b": 1, "db_Password" : "hunter3", "c": 2)";
  const std::string out = printed(text, {1, 22});
  CHECK(out.find("hunter") == std::string::npos);
  CHECK_THAT(out, Catch::Contains(R"({"pwd": "***", "b": 1)"));
  // The caret moved with the masked text: it stands under `"b"`.
  CHECK_THAT(out, Catch::Contains("| " + std::string(14, ' ') + "^\n"));
}

TEST_CASE("plan error: masking sees unfinished text, lines and URLs") {
  CHECK(mask_secrets("\"password\":\n  \"hunter2") == "\"password\":\n  \"***");
  CHECK(mask_secrets(R"("uri": "mysql://u:hunter2@h/d")") == R"("uri": "***")");
  CHECK(mask_secrets(R"("env": "s3cret!", "env": "A_1")") ==
        R"("env": "***", "env": "A_1")");
  CHECK(mask_secrets(R"("a": "b": "c", "token": "t")") ==
        R"("a": "b": "c", "token": "***")");
  CHECK(mask_secrets("") == "");
}

TEST_CASE("plan error: masking leaves a Plan without secrets as it is") {
  for (const std::string& path : example_plans()) {
    const std::string text = file_text(path);
    CHECK(mask_secrets(text) == text);
  }
}

TEST_CASE("plan error: every code is listed once and has its page") {
  const std::string pages = file_text("docs/findings.md");
  std::set<std::string> seen;
  std::string last;
  for (const auto& [code, title] : plan_error_codes()) {
    CHECK(seen.insert(code).second);
    CHECK(last < code);
    last = code;
    CHECK_THAT(pages, Catch::Contains("\n## " + std::string(code) + ": " +
                                      title + "\n"));
  }
}

TEST_CASE("plan error: no reader uses a code that is not listed") {
  std::set<std::string> listed;
  for (const auto& entry : plan_error_codes()) listed.insert(entry.code);
  std::set<std::string> used;
  const std::filesystem::path folder =
      std::filesystem::path(test::project_root()) / "src/plan";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename() == "plan_error.cc") continue;
    if (entry.path().extension() != ".cc") continue;
    const std::string text =
        file_text("src/plan/" + entry.path().filename().string());
    for (size_t at = 0; (at = text.find("\"P0", at)) != std::string::npos;
         ++at) {
      used.insert(text.substr(at + 1, 4));
    }
  }
  CHECK(used == listed);
}
