// SPDX-License-Identifier: Apache-2.0
#include "report/explain.h"

#include <algorithm>

#include "base/text.h"
#include "report/embedded_findings.h"

namespace millrace {
namespace {

bool is_code(std::string_view s) {
  return s.size() == 4 && s[0] >= 'A' && s[0] <= 'Z' &&
         s.find_first_not_of("0123456789", 1) == s.npos;
}

// "## P131: prefix index"
bool parse_heading(std::string_view line, FindingPage* page) {
  if (!line.starts_with("## ") || line.size() < 8) return false;
  const std::string_view code = line.substr(3, 4);
  if (!is_code(code) || line[7] != ':') return false;
  page->code = code;
  page->title = trim(line.substr(8));
  page->body.clear();
  return true;
}

}  // namespace

std::vector<FindingPage> parse_pages(std::string_view markdown) {
  std::vector<FindingPage> pages;
  bool inside = false;
  for (const std::string& line : split(markdown, '\n')) {
    if (line.starts_with("# ") || line.starts_with("## ")) {
      FindingPage page;
      inside = parse_heading(line, &page);
      if (inside) pages.push_back(std::move(page));
    } else if (inside) {
      append_to(pages.back().body, line, "\n");
    }
  }
  for (FindingPage& page : pages) page.body = trim(page.body);
  return pages;
}

const std::vector<FindingPage>& finding_pages() {
  static const std::vector<FindingPage> kPages = [] {
    std::vector<FindingPage> pages = parse_pages(embedded_findings());
    std::stable_sort(pages.begin(), pages.end(),
                     [](const FindingPage& a, const FindingPage& b) {
                       return a.code < b.code;
                     });
    return pages;
  }();
  return kPages;
}

const FindingPage* finding_page(std::string_view code) {
  for (const FindingPage& page : finding_pages()) {
    if (iequals(page.code, code)) return &page;
  }
  return nullptr;
}

std::string page_text(const FindingPage& page) {
  return cat(page.code, ": ", page.title, "\n\n", page.body, "\n");
}

std::string page_list_text() {
  std::string out;
  for (const FindingPage& page : finding_pages()) {
    append_to(out, page.code, "  ", page.title, "\n");
  }
  return out;
}

}  // namespace millrace
