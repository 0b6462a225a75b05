// SPDX-License-Identifier: Apache-2.0
//
// The pages of docs/findings.md, which the build puts into the program, so
// that `explain` works offline and says what this version means by a code.
//
//   page   := "## " CODE ": " title newline { line }
//   CODE   := letter digit digit digit
// A page ends where the next heading of the first or second level begins.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace millrace {

struct FindingPage {
  std::string code;
  std::string title;
  std::string body;  // Markdown, no blank lines at either end
};

std::vector<FindingPage> parse_pages(std::string_view markdown);

// Of the embedded document, by code.
const std::vector<FindingPage>& finding_pages();
const FindingPage* finding_page(std::string_view code);  // any letter case

std::string page_text(const FindingPage& page);
std::string page_list_text();  // a line per code

}  // namespace millrace
