// SPDX-License-Identifier: Apache-2.0
#include "report/forecast_text.h"

#include <map>

#include "base/text.h"
#include "report/findings_text.h"

namespace millrace {
namespace {

std::string answer_words(DdlAnswer answer) {
  if (answer == DdlAnswer::kNotFollowed) {
    return "not seen: the table is not streamed";
  }
  return cat("the stream stops before it (", kDdlStopCode, ")");
}

// "ADD COLUMN, DROP COLUMN: the stream stops before it (S201)", a line per
// answer.
std::string lines_of(const Forecast& one) {
  std::map<DdlAnswer, std::vector<std::string>> by_answer;
  for (const auto& [ddl, answer] : one.answers) {
    by_answer[answer].push_back(source_ddl_name(ddl));
  }
  std::string out;
  for (const auto& [answer, names] : by_answer) {
    append_to(out, "      ", join(names, ", "), ": ", answer_words(answer),
              "\n");
  }
  return out;
}

}  // namespace

std::string forecast_text(const Proposal& proposal, const Paint& paint) {
  std::map<std::string, std::vector<std::string>> alike;
  for (const Forecast& one : proposal.forecast) {
    alike[lines_of(one)].push_back(shown(one.object));
  }
  if (alike.empty()) return "";
  std::string out =
      cat("\n", paint.bold("When the source alters a table"), "\n");
  for (const auto& [lines, objects] : alike) {
    append_to(out, "  ", join(objects, ", "), "\n", lines);
  }
  return out;
}

}  // namespace millrace
