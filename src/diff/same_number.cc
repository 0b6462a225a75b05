// SPDX-License-Identifier: Apache-2.0
#include "diff/same_number.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {
namespace {

// "-12.3" of "'-012.300'::numeric"; "" = no plain number.
std::string plain_number(std::string text) {
  const size_t cast = text.rfind("'::");
  if (cast != std::string::npos) text.erase(cast + 1);
  if (text.size() > 1 && text.front() == '\'' && text.back() == '\'') {
    text = text.substr(1, text.size() - 2);
  }
  const bool negative = text.starts_with("-");
  if (negative) text.erase(0, 1);
  const size_t point = std::min(text.find('.'), text.size());
  std::string whole = text.substr(0, point);
  std::string rest = text.substr(std::min(point + 1, text.size()));
  const auto digits = [](const std::string& s) {
    return s.find_first_not_of("0123456789") == std::string::npos;
  };
  if (whole.empty() || !digits(whole) || !digits(rest)) return "";
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  rest.erase(rest.find_last_not_of('0') + 1);
  const bool zero = whole == "0" && rest.empty();
  return cat(negative && !zero ? "-" : "", whole, rest.empty() ? "" : ".",
             rest);
}

}  // namespace

bool same_number(const std::string& a, const std::string& b) {
  const std::string number = plain_number(a);
  return !number.empty() && number == plain_number(b);
}

bool keeps_decimals(const std::string& native) {
  return native.starts_with("numeric") || native.starts_with("decimal");
}

}  // namespace millrace
