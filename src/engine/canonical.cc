// SPDX-License-Identifier: Apache-2.0
#include "engine/canonical.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace millrace {
namespace {

// A decimal number taken apart: value = 0.digits * 10^point, signed; digits
// without zeros at either end, empty for zero.
struct Number {
  bool negative = false;
  std::string digits;
  int64_t point = 0;
};

bool take_digits(std::string_view s, size_t* i, std::string* out) {
  size_t begin = *i;
  while (*i < s.size() && s[*i] >= '0' && s[*i] <= '9') ++*i;
  out->append(s.substr(begin, *i - begin));
  return *i > begin;
}

bool take_exponent(std::string_view s, size_t* i, int64_t* exponent) {
  if (*i == s.size()) return true;
  if (s[*i] != 'e' && s[*i] != 'E') return false;
  ++*i;
  if (*i < s.size() && s[*i] == '+') ++*i;
  auto [end, error] =
      std::from_chars(s.data() + *i, s.data() + s.size(), *exponent);
  return error == std::errc() && end == s.data() + s.size();
}

bool parse_number(std::string_view s, Number* number) {
  size_t i = 0;
  if (i < s.size() && (s[i] == '-' || s[i] == '+')) {
    number->negative = s[i++] == '-';
  }
  bool any = take_digits(s, &i, &number->digits);
  number->point = static_cast<int64_t>(number->digits.size());
  if (i < s.size() && s[i] == '.') {
    ++i;
    any = take_digits(s, &i, &number->digits) || any;
  }
  int64_t exponent = 0;
  if (!any || !take_exponent(s, &i, &exponent)) return false;
  number->point += exponent;
  size_t lead = number->digits.find_first_not_of('0');
  if (lead == std::string::npos) {
    *number = Number{};
    return true;
  }
  number->digits.erase(0, lead);
  number->point -= static_cast<int64_t>(lead);
  number->digits.erase(number->digits.find_last_not_of('0') + 1);
  return true;
}

std::string print_plain(const Number& number) {
  const std::string& digits = number.digits;
  auto count = static_cast<int64_t>(digits.size());
  std::string out = number.negative ? "-" : "";
  if (number.point <= 0) {
    out += "0.";
    out.append(static_cast<size_t>(-number.point), '0');
    return out + digits;
  }
  if (number.point >= count) {
    out += digits;
    out.append(static_cast<size_t>(number.point - count), '0');
    return out;
  }
  auto whole = static_cast<size_t>(number.point);
  return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

template <typename T>
std::string shortest(std::string_view text) {
  T value = 0;
  std::string lower = to_lower(text);
  std::string_view s = lower;
  if (!s.empty() && s[0] == '+') s.remove_prefix(1);
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error != std::errc() || end != s.data() + s.size()) {
    return std::string(text);
  }
  if (value == 0) return "0";
  char room[64];
  return {room, std::to_chars(room, room + sizeof room, value).ptr};
}

}  // namespace

std::string canonical_number(std::string_view text) {
  Number number;
  if (!parse_number(text, &number)) return std::string(text);
  if (number.digits.empty()) return "0";
  if (number.point > 1000 || number.point < -1000) {
    return cat(number.negative ? "-0." : "0.", number.digits, "e",
               number.point);
  }
  return print_plain(number);
}

std::string canonical_float(std::string_view text) {
  return shortest<float>(text);
}

std::string canonical_double(std::string_view text) {
  return shortest<double>(text);
}

std::string canonical_inet(std::string_view text) {
  std::string bare = trim(text);
  for (std::string_view whole : {"/128", "/32"}) {
    bool v6 = bare.find(':') != std::string::npos;
    if (v6 == (whole == "/128") && bare.size() > whole.size() &&
        bare.compare(bare.size() - whole.size(), whole.size(), whole) == 0) {
      bare.erase(bare.size() - whole.size());
    }
  }
  unsigned char bytes[16];
  char room[INET6_ADDRSTRLEN];
  for (int family : {AF_INET, AF_INET6}) {
    if (::inet_pton(family, bare.c_str(), bytes) == 1 &&
        ::inet_ntop(family, bytes, room, sizeof room) != nullptr) {
      return room;
    }
  }
  return std::string(text);
}

}  // namespace millrace
