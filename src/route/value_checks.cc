// SPDX-License-Identifier: Apache-2.0
#include "route/value_checks.h"

#include "base/calendar.h"
#include "base/text.h"

namespace millrace {
bool is_calendar_date(std::string_view text) {
  CalendarDay day;
  return read_day(text, &day) && day.exists();
}

std::string without_nul(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '\0') out.push_back(c);
  }
  return out;
}

std::string valid_utf8(std::string_view text, std::string_view mark) {
  std::string out;
  while (!text.empty()) {
    const size_t good = valid_utf8_prefix(text);
    out.append(text.substr(0, good));
    text.remove_prefix(good);
    if (text.empty()) break;
    out.append(mark);
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace millrace
