// SPDX-License-Identifier: Apache-2.0
#include "plan/variables.h"

#include <charconv>

#include "base/text.h"

namespace millrace {
namespace {

Status unknown(std::string_view text, std::string_view why) {
  return Status::refused(cat("\"", text, "\" ", why)).with_code("P013");
}

// Reads the digits of $n at the front of `rest`.
Result<std::string> take_group(std::string_view text, std::string_view* rest,
                               const Variables& variables) {
  const size_t digits =
      std::min(rest->find_first_not_of("0123456789"), rest->size());
  size_t number = 0;
  const auto read =
      std::from_chars(rest->data(), rest->data() + digits, number);
  if (read.ec == std::errc() && number >= 1 &&
      number <= variables.groups.size()) {
    rest->remove_prefix(digits);
    return variables.groups[number - 1];
  }
  return unknown(text,
                 cat("names $", rest->substr(0, digits), ", but the match has ",
                     variables.groups.size(),
                     variables.groups.size() == 1 ? " group" : " groups"));
}

// The value of the variable whose name stands at the front of `rest`, which
// is moved past it.
Result<std::string> take_variable(std::string_view text, std::string_view* rest,
                                  const Variables& variables) {
  const std::pair<std::string_view, const std::string*> names[] = {
      {"source", &variables.source},
      {"database", &variables.database},
      {"table", &variables.table}};
  for (const auto& [name, value] : names) {
    if (rest->substr(0, name.size()) != name) continue;
    rest->remove_prefix(name.size());
    return *value;
  }
  if (rest->substr(0, 1) == "$") {
    rest->remove_prefix(1);
    return std::string("$");
  }
  if (!rest->empty() && rest->front() >= '0' && rest->front() <= '9') {
    return take_group(text, rest, variables);
  }
  return unknown(text, "has a $ that begins no variable");
}

}  // namespace

Result<std::string> expand_variables(std::string_view text,
                                     const Variables& variables) {
  std::string out;
  std::string_view rest = text;
  for (;;) {
    const size_t dollar = rest.find('$');
    out += rest.substr(0, dollar);
    if (dollar == std::string_view::npos) return out;
    rest.remove_prefix(dollar + 1);
    MR_ASSIGN_OR_RETURN(const std::string value,
                        take_variable(text, &rest, variables));
    out += value;
  }
}

}  // namespace millrace
