// SPDX-License-Identifier: Apache-2.0
//
// Proposals whose names, comments and messages hold what would be markup in
// some format. Thread: pure.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "report/samples.h"

namespace millrace::test {

inline std::string hostile_text(std::mt19937& random) {
  static const std::string kPieces[] = {"<script>alert(1)</script>",
                                        "]]>",
                                        "-->",
                                        "<!--",
                                        "```",
                                        "````sql\n",
                                        "`",
                                        "|",
                                        "\n",
                                        "\r\n",
                                        "&amp;",
                                        "&",
                                        "\"",
                                        "'",
                                        "</details>",
                                        "</pre>",
                                        "\x01",
                                        std::string(1, '\0'),
                                        "\x7f",
                                        "\xff",
                                        "\xc3",
                                        "ü",
                                        "😀",
                                        "\xef\xbf\xbf",
                                        "**",
                                        "__",
                                        "~~",
                                        "[x](y)",
                                        "#1",
                                        "\\",
                                        "{",
                                        "}",
                                        "a",
                                        "</style>",
                                        "<b",
                                        "\t",
                                        "$",
                                        "%"};
  std::string out;
  for (uint32_t n = random() % 7; n > 0; --n) {
    out += kPieces[random() % std::size(kPieces)];
  }
  return out;
}

inline Proposal hostile_proposal(const Plan& plan, std::mt19937& random) {
  const auto text = [&] { return hostile_text(random); };
  Proposal p = sample_proposal(plan);
  for (ProposedChange& change : p.changes) {
    change.object = text();
    change.table = {text(), "t" + text()};
    change.reason = text();
    for (std::string& from : change.from) from = text();
    for (std::string& detail : change.details) detail = text();
    for (Statement& statement : change.statements) statement.sql = text();
    change.risk = static_cast<Risk>(random() % 4);
  }
  for (int i = 0; i < 4; ++i) {
    Finding finding;
    finding.code = "P13" + std::to_string(i);
    finding.severity = static_cast<Severity>(random() % 3);
    finding.object = text();
    finding.message = text();
    finding.evidence = text();
    finding.remedy = text();
    finding.waived = random() % 3 == 0;
    finding.waiver = text();
    p.findings.push_back(finding);
  }
  return p;
}

// "" when every tag of the document is closed by its own end tag, in order,
// and nothing but tags holds a "<". Void elements of HTML excepted.
inline std::string unbalanced(const std::string& document) {
  static const std::string kVoid[] = {"meta", "!DOCTYPE", "?xml", "br"};
  std::vector<std::string> open;
  for (size_t at = 0; (at = document.find('<', at)) != std::string::npos;) {
    const size_t end = document.find('>', at);
    if (end == std::string::npos) return "a tag without end";
    std::string tag = document.substr(at + 1, end - at - 1);
    at = end + 1;
    const bool closes = tag.starts_with("/");
    if (closes) tag.erase(0, 1);
    const bool empty = tag.ends_with("/");
    const std::string name = tag.substr(0, tag.find_first_of(" /"));
    if (name.empty()) return "a lone <";
    if (std::find(std::begin(kVoid), std::end(kVoid), name) != std::end(kVoid))
      continue;
    if (closes) {
      if (open.empty() || open.back() != name) return "</" + name + ">";
      open.pop_back();
    } else if (!empty) {
      open.push_back(name);
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

}  // namespace millrace::test
