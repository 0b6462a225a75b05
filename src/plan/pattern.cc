// SPDX-License-Identifier: Apache-2.0
#include "plan/pattern.h"

#include <re2/re2.h>

#include "base/text.h"

namespace millrace {
namespace {

using Expression = std::shared_ptr<const RE2>;

re2::StringPiece piece(std::string_view s) { return {s.data(), s.size()}; }

Result<Expression> compile(std::string_view regex) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);  // a name may hold a line feed
  auto re = std::make_shared<const RE2>(piece(regex), options);
  if (re->ok()) return Expression(re);
  return Status::refused(cat("the regular expression /", regex,
                             "/ cannot be read: ", re->error()))
      .with_code("P010");
}

Result<Expression> compile_glob(std::string_view glob) {
  std::string regex;
  const std::vector<std::string> runs = split(glob, '*');
  for (size_t i = 0; i < runs.size(); ++i) {
    if (i > 0) regex += "(.*)";
    regex += RE2::QuoteMeta(runs[i]);
  }
  return compile(regex);
}

Status malformed(std::string_view text, std::string_view why) {
  return Status::refused(cat("the pattern \"", text, "\" ", why))
      .with_code("P009");
}

bool full_match(const RE2& re, std::string_view name,
                std::vector<std::string>* groups) {
  if (!groups) return RE2::FullMatch(piece(name), re);
  const int count = re.NumberOfCapturingGroups();
  std::vector<re2::StringPiece> found(count + 1);
  if (!re.Match(piece(name), 0, name.size(), RE2::ANCHOR_BOTH, found.data(),
                count + 1)) {
    return false;
  }
  for (int i = 1; i <= count; ++i) {
    groups->emplace_back(found[i].data() ? found[i].as_string() : "");
  }
  return true;
}

}  // namespace

Result<Pattern> Pattern::parse(std::string_view text) {
  Pattern pattern;
  pattern.text_ = text;
  if (!text.empty() && text.front() == '/') {
    if (text.size() < 3 || text.back() != '/') {
      return malformed(text,
                       "begins with / and has no regular expression up "
                       "to a closing /");
    }
    MR_ASSIGN_OR_RETURN(Expression re,
                        compile(text.substr(1, text.size() - 2)));
    pattern.parts_.push_back(std::move(re));
    return pattern;
  }
  const std::vector<std::string> parts = split(text, '.');
  if (parts.size() != 2 || parts[0].empty() || parts[1].empty()) {
    return malformed(text, "is not of the form database.table");
  }
  for (const std::string& part : parts) {
    MR_ASSIGN_OR_RETURN(Expression re, compile_glob(part));
    pattern.parts_.push_back(std::move(re));
  }
  const bool glob_table = parts[1].find('*') != std::string::npos;
  if (parts[0].find('*') != std::string::npos) return pattern;
  pattern.literal_database_ = parts[0];
  if (!glob_table) pattern.literal_ = QualifiedName{parts[0], parts[1]};
  return pattern;
}

bool Pattern::matches(std::string_view database, std::string_view table,
                      std::vector<std::string>* groups) const {
  if (groups) groups->clear();
  if (parts_.size() == 1) {
    return full_match(*parts_[0], cat(database, ".", table), groups);
  }
  return full_match(*parts_[0], database, groups) &&
         full_match(*parts_[1], table, groups);
}

int Pattern::group_count() const {
  int count = 0;
  for (const Expression& part : parts_)
    count += part->NumberOfCapturingGroups();
  return count;
}

}  // namespace millrace
