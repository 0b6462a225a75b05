// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_value.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "base/text.h"
#include "mysql/alter/default_moment.h"

namespace millrace::mysql {
namespace {

constexpr const char* kDigits = "0123456789";

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

std::string unlike(const std::string& value, const char* what) {
  return cat("the default ", value, " of ", what);
}

// "+007" -> "7"
std::string tidy_integer(std::string* value) {
  const bool minus = value->starts_with('-');
  std::string digits = value->substr(minus || value->starts_with('+'));
  if (digits.empty() || digits.find_first_not_of(kDigits) != std::string::npos)
    return unlike(*value, "an integer");
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  *value = minus && digits != "0" ? "-" + digits : digits;
  return "";
}

// "-.5" -> "-0.50" for decimal(5,2)
std::string tidy_decimal(int scale_of_type, std::string* value) {
  const auto scale = static_cast<size_t>(scale_of_type);
  const bool minus = value->starts_with('-');
  std::string text = value->substr(minus || value->starts_with('+'));
  const size_t point = text.find('.');
  std::string whole = text.substr(0, point);
  std::string part = point == std::string::npos ? "" : text.substr(point + 1);
  if ((whole + part).empty() ||
      (whole + part).find_first_not_of(kDigits) != std::string::npos) {
    return unlike(*value, "a decimal");
  }
  if (part.size() > scale) return cat("the default ", *value, " is rounded");
  part.append(scale - part.size(), '0');
  whole.erase(0, whole.find_first_not_of('0'));
  if (whole.empty()) whole.push_back('0');
  text = scale == 0 ? whole : cat(whole, ".", part);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  *value = minus && !zero ? "-" + text : text;
  return "";
}

// float(7,2) rounds what is written; so do the 24 and 53 bits.
std::string tidy_float(const Type& type, const std::string& native,
                       const std::string& value) {
  if (value.find_first_of(kDigits) == std::string::npos ||
      value.find_first_not_of("+-.0123456789eE") != std::string::npos) {
    return unlike(value, "a number");
  }
  const bool rounds = native.find(',') != std::string::npos;
  const bool whole =
      value.find_first_not_of("+-0123456789") == std::string::npos;
  const std::string digits = value.substr(0, value.find_first_of("eE"));
  const auto written = std::count_if(digits.begin(), digits.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
  const bool many = written > (type.kind == TypeKind::kFloat ? 6 : 15);
  return many || (rounds && !whole)
             ? cat("the default ", value, " may be rounded")
             : "";
}

std::string tidy_bits(Written written, size_t length, std::string* value) {
  if (written == Written::kNumber) {
    uint64_t number = 0;
    const char* end = value->data() + value->size();
    const auto read = std::from_chars(value->data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) {
      return unlike(*value, "bits");
    }
    value->clear();
    for (; number > 0; number /= 2) value->insert(0, 1, "01"[number % 2]);
  } else if (written != Written::kBits) {
    return unlike(*value, "bits");
  }
  value->erase(0, std::min(value->find('1'), value->size()));
  if (value->size() > length) return unlike(*value, "bits");
  value->insert(0, length - value->size(), '0');
  return "";
}

std::optional<size_t> label_of(const Type& type, const std::string& value) {
  const auto& labels = type.labels;
  const auto exact = std::find(labels.begin(), labels.end(), value);
  if (exact != labels.end()) return exact - labels.begin();
  std::optional<size_t> found;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (!iequals(labels[i], value)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

void strip_blanks(std::string* value) {
  value->resize(value->find_last_not_of(' ') + 1);
}

std::string tidy_enum(const Type& type, std::string* value) {
  strip_blanks(value);
  const auto at = label_of(type, *value);
  if (!at) return unlike(*value, "an enum");
  *value = type.labels[*at];
  return "";
}

// Members stand in the order of the labels.
std::string tidy_set(const Type& type, std::string* value) {
  if (value->empty()) return "";
  std::vector<bool> member(type.labels.size());
  for (size_t begin = 0; begin <= value->size();) {
    const size_t end = std::min(value->find(',', begin), value->size());
    const auto at = label_of(type, value->substr(begin, end - begin));
    if (!at) return unlike(*value, "a set");
    member[*at] = true;
    begin = end + 1;
  }
  value->clear();
  for (size_t i = 0; i < member.size(); ++i) {
    if (!member[i]) continue;
    append_to(*value, value->empty() ? "" : ",", type.labels[i]);
  }
  return "";
}

// A number in a text is printed by the server: 007 is 7, 1e2 is 100.
std::string tidy_text(Written written, std::string* value) {
  if (written == Written::kBits) return unlike(*value, "a text");
  if (written != Written::kNumber) return "";
  const std::string text = value->substr(value->starts_with('-'));
  const bool plain = text.find_first_not_of(kDigits) == std::string::npos &&
                     (text[0] != '0' || *value == "0");
  return plain ? "" : unlike(*value, "a text");
}

}  // namespace

std::string tidy_value(Written written, const Type& type,
                       const std::string& native, std::string* value) {
  const bool holds_bytes = is_binary(type.kind);
  const bool coded = written == Written::kBits || written == Written::kBytes;
  if (type.kind == TypeKind::kBit) {
    return tidy_bits(written, type.length, value);
  }
  if (coded && !holds_bytes && !is_character(type.kind)) {
    return unlike(*value, "a column that is no text");
  }
  // Which bytes a literal has depends on the client's character set.
  if (written != Written::kBytes && holds_bytes && !is_ascii(*value)) {
    return unlike("beyond ASCII", "a column of bytes");
  }
  if (written == Written::kBytes && !holds_bytes && !is_ascii(*value)) {
    return unlike("of bytes", "a text");
  }
  switch (type.kind) {
    case TypeKind::kInteger:
      return tidy_integer(value);
    case TypeKind::kDecimal:
      return tidy_decimal(type.scale, value);
    case TypeKind::kFloat:
    case TypeKind::kDouble:
      return tidy_float(type, native, *value);
    case TypeKind::kEnum:
      return tidy_enum(type, value);
    case TypeKind::kSet:
      return tidy_set(type, value);
    case TypeKind::kDate:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
    case TypeKind::kTime:
    case TypeKind::kYear:
      return tidy_moment(written, type, value);
    default:
      break;
  }
  if (!holds_bytes && !is_character(type.kind)) return "";
  const std::string problem = tidy_text(written, value);
  if (type.kind == TypeKind::kChar) strip_blanks(value);
  if (type.kind == TypeKind::kBinary && value->size() < type.length) {
    value->resize(type.length, '\0');
  }
  return problem;
}

}  // namespace millrace::mysql
