// SPDX-License-Identifier: Apache-2.0
#include "report/explain.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <set>

#include "report/embedded_findings.h"
#include "support/paths.h"
#include "support/process.h"

namespace millrace {
namespace {

TEST_CASE("explain: a page is its heading's code, title and all below it") {
  const auto pages = parse_pages(
      "# Findings\nintro\n\n## P001: not JSON\n\nFirst.\n\n### why\nx\n"
      "## P131: prefix: index \nBody\n## Other\nnot a page\n");
  REQUIRE(pages.size() == 2);
  CHECK(pages[0].code == "P001");
  CHECK(pages[0].title == "not JSON");
  CHECK(pages[0].body == "First.\n\n### why\nx");
  CHECK(pages[1].title == "prefix: index");
  CHECK(pages[1].body == "Body");
}

TEST_CASE("explain: headings that are no code begin no page") {
  CHECK(parse_pages("## P13: x\n## p131: x\n## P1315: x\n## P131 x\n").empty());
  CHECK(parse_pages("").empty());
}

TEST_CASE("explain: the program holds the document as it is") {
  CHECK(
      embedded_findings() ==
      test::read_file(std::string(test::project_root()) + "/docs/findings.md"));
}

TEST_CASE("explain: pages are in order, none twice, none empty") {
  std::string last;
  for (const FindingPage& page : finding_pages()) {
    INFO(page.code);
    CHECK(last < page.code);
    CHECK_FALSE(page.title.empty());
    CHECK_FALSE(page.body.empty());
    last = page.code;
  }
  CHECK(finding_page("p001") == finding_page("P001"));
  CHECK(finding_page("X999") == nullptr);
}

// Every code that a source file names as a literal.
std::set<std::string> codes_in_sources() {
  std::set<std::string> codes;
  const std::regex code("\"([PSV][0-9]{3})\"");
  const std::string root = std::string(test::project_root()) + "/src";
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = test::read_file(entry.path().string());
    for (std::sregex_iterator it(text.begin(), text.end(), code), end;
         it != end; ++it) {
      codes.insert((*it)[1]);
    }
  }
  return codes;
}

TEST_CASE("explain: every code that the program can show has a page") {
  const std::set<std::string> codes = codes_in_sources();
  CHECK(codes.size() > 50);
  std::string without;
  for (const std::string& code : codes) {
    if (finding_page(code) == nullptr) without += code + " ";
  }
  CHECK(without == "");
}

TEST_CASE("explain: the list has a line per page") {
  const std::string list = page_list_text();
  CHECK(static_cast<size_t>(std::count(list.begin(), list.end(), '\n')) ==
        finding_pages().size());
}

}  // namespace
}  // namespace millrace
