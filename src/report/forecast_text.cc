// SPDX-License-Identifier: Apache-2.0
#include "report/forecast_text.h"

#include <map>

#include "base/text.h"
#include "report/findings_text.h"

namespace millrace {
namespace {

std::string answer_words(DdlAnswer answer) {
  switch (answer) {
    case DdlAnswer::kReplay:
      return "replayed in its place";
    case DdlAnswer::kPassOver:
      return "passed over: deletes are not replayed";
    case DdlAnswer::kNotFollowed:
      return "not seen: the table is not streamed";
    case DdlAnswer::kStop:
      break;
  }
  return cat("the stream stops before it (", kDdlStopCode, ")");
}

// "TRUNCATE: replayed in its place", with the target's statements; what has
// the same answer and no statement in one line.
std::string lines_of(const Forecast& one) {
  std::map<DdlAnswer, std::vector<std::string>> by_answer;
  std::string out;
  for (const Forecast::Answer& made : one.answers) {
    if (made.sql.empty()) {
      by_answer[made.answer].push_back(source_ddl_name(made.ddl));
      continue;
    }
    append_to(out, "      ", source_ddl_name(made.ddl), ": ",
              answer_words(made.answer), "\n");
    for (const std::string& sql : made.sql) {
      append_to(out, "        ", shown(sql), ";\n");
    }
  }
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
