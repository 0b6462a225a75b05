// SPDX-License-Identifier: Apache-2.0
#include "report/findings_text.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {
namespace {

Finding finding(Severity severity, const char* code, bool waived = false) {
  Finding f;
  f.severity = severity;
  f.code = code;
  f.object = "eu.shop.t";
  f.message = "m";
  f.waived = waived;
  f.waiver = waived ? "known" : "";
  return f;
}

TEST_CASE("findings: blocking errors come first, equals keep their order") {
  const std::string text = findings_text(
      {finding(Severity::kInfo, "P001"), finding(Severity::kWarning, "P002"),
       finding(Severity::kError, "P003", true),
       finding(Severity::kError, "P004"), finding(Severity::kError, "P005")},
      Paint());
  std::vector<size_t> at;
  for (const char* code : {"P004", "P005", "P003", "P002", "P001"}) {
    at.push_back(text.find(code));
  }
  CHECK(std::is_sorted(at.begin(), at.end()));
  CHECK(at.back() != std::string::npos);
}

TEST_CASE("findings: a waived error counts as waived, not as an error") {
  const FindingCounts counts = count_findings(
      {finding(Severity::kError, "P001", true),
       finding(Severity::kError, "P002"), finding(Severity::kWarning, "P003")});
  CHECK(counts.errors == 1);
  CHECK(counts.warnings == 1);
  CHECK(counts.waived == 1);
  CHECK(counts_text(counts) == "1 error, 1 warning");
  CHECK(counts_text({}) == "0 errors, 0 warnings");
}

TEST_CASE("findings: of many alike some are shown and the rest is named") {
  std::vector<Finding> many;
  for (int i = 0; i < 9; ++i) {
    many.push_back(finding(Severity::kInfo, "P141"));
    many.back().object = "eu.shop.t.f" + std::to_string(i);
  }
  const std::string text = findings_text(many, Paint());
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  CHECK(text.find("and 6 more P141: eu.shop.t.f3, eu.shop.t.f4, eu.shop.t.f5, "
                  "eu.shop.t.f6, … (--format json has them all)\n") !=
        std::string::npos);
  many.resize(4);
  CHECK(findings_text(many, Paint()).find("more P141") == std::string::npos);
}

TEST_CASE("findings: what blocks is shown to the last one") {
  const std::vector<Finding> many(9, finding(Severity::kError, "P102"));
  const std::string text = findings_text(many, Paint());
  CHECK(std::count(text.begin(), text.end(), '\n') == 9);
}

TEST_CASE("findings: a remedy of several lines keeps its lines") {
  CHECK(finding_text(test::sample_error(), Paint()) ==
        "  error P102 eu: a grant is missing\n"
        "      remedy:\n"
        "        GRANT SELECT ON `shop`.* TO 'm'@'%';\n"
        "        GRANT MORE;\n");
}

TEST_CASE("findings: a waiver's reason is shown") {
  const std::string text =
      finding_text(finding(Severity::kError, "P001", true), Paint());
  CHECK(text.find("error, waived P001") != std::string::npos);
  CHECK(text.find("waived: known") != std::string::npos);
}

}  // namespace
}  // namespace millrace
