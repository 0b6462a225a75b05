// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_moment.h"

#include <optional>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace millrace::mysql {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string padded(std::string text, size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

// "1-2-3" -> 1 2 3; nothing where a part is no number of at most `width`.
std::optional<std::vector<std::string>> parts_of(std::string_view text,
                                                 char mark, size_t width) {
  std::vector<std::string> out;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(mark, begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    if (!all_digits(part) || part.size() > width) return std::nullopt;
    out.emplace_back(part);
    begin = end + 1;
  }
  return out;
}

// "2024-1-2" -> 2024-01-02. A year of two digits is left alone.
std::optional<std::string> date_of(std::string_view text) {
  const auto parts = parts_of(text, '-', 4);
  if (!parts || parts->size() != 3 || (*parts)[0].size() != 4 ||
      (*parts)[1].size() > 2 || (*parts)[2].size() > 2) {
    return std::nullopt;
  }
  return cat((*parts)[0], "-", padded((*parts)[1], 2), "-",
             padded((*parts)[2], 2));
}

// "1:2" -> 01:02:00
std::optional<std::string> clock_of(std::string_view text, size_t hours) {
  const auto parts = parts_of(text, ':', 3);
  if (!parts || parts->size() < 2 || parts->size() > 3 ||
      (*parts)[0].size() > hours || (*parts)[1].size() > 2 ||
      parts->back().size() > 2) {
    return std::nullopt;
  }
  return cat(padded((*parts)[0], 2), ":", padded((*parts)[1], 2), ":",
             parts->size() == 3 ? padded((*parts)[2], 2) : "00");
}

// 20240131 -> 2024-01-31
std::string date_of_digits(const std::string& d) {
  return cat(d.substr(0, 4), "-", d.substr(4, 2), "-", d.substr(6, 2));
}

// [HHH]MMSS -> HH:MM:SS
std::string clock_of_digits(const std::string& digits) {
  const std::string d = padded(digits, 6);
  const size_t hours = d.size() - 4;
  return cat(d.substr(0, hours), ":", d.substr(hours, 2), ":",
             d.substr(hours + 2));
}

std::optional<std::string> day(Written written, const std::string& text) {
  if (!all_digits(text)) return date_of(text);
  if (text.size() == 8) return date_of_digits(text);
  if (written != Written::kNumber || text != "0") return std::nullopt;
  return "0000-00-00";
}

std::optional<std::string> moment(Written written, const std::string& text) {
  if (all_digits(text) && text.size() == 14) {
    return cat(date_of_digits(text), " ", clock_of_digits(text.substr(8)));
  }
  const size_t blank = text.find_first_of(" T");
  const auto date = day(written, text.substr(0, blank));
  const auto clock = blank == std::string::npos
                         ? std::optional<std::string>("00:00:00")
                         : clock_of(text.substr(blank + 1), 2);
  if (!date || !clock) return std::nullopt;
  return cat(*date, " ", *clock);
}

std::optional<std::string> time_of_day(std::string text) {
  const bool minus = text.starts_with('-');
  if (minus) text.erase(0, 1);
  std::optional<std::string> clock;
  if (!all_digits(text)) {
    clock = clock_of(text, 3);
  } else if (text.size() <= 7) {
    clock = clock_of_digits(text);
  }
  if (clock && minus) clock->insert(0, 1, '-');
  return clock;
}

// The text "0" is the year 2000, the number is no year.
std::optional<std::string> year(Written written, const std::string& text) {
  if (!all_digits(text)) return std::nullopt;
  if (text.size() == 4) return text;
  if (text.size() > 2) return std::nullopt;
  const int number = std::stoi(text);
  if (number == 0 && written == Written::kNumber) return "0000";
  return std::to_string(number + (number < 70 ? 2000 : 1900));
}

}  // namespace

std::string tidy_moment(Written written, const Type& type, std::string* value) {
  const std::string problem = cat("the default ", *value, " of a moment");
  const size_t point = value->find('.');
  const std::string head = value->substr(0, point);
  std::string fraction =
      point == std::string::npos ? "" : value->substr(point + 1);
  std::optional<std::string> made;
  switch (type.kind) {
    case TypeKind::kDate:
      made = day(written, head);
      break;
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      made = moment(written, head);
      break;
    case TypeKind::kTime:
      made = time_of_day(head);
      break;
    default:
      made = year(written, head);
      break;
  }
  // Digits too many are rounded by one server and cut off by another.
  const auto room = static_cast<size_t>(type.fsp);
  const bool fits =
      fraction.empty() || (all_digits(fraction) && fraction.size() <= room);
  if (!made || !fits) return problem;
  *value = std::move(*made);
  if (room > 0) {
    fraction.append(room - fraction.size(), '0');
    append_to(*value, ".", fraction);
  }
  return "";
}

}  // namespace millrace::mysql
