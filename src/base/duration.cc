// SPDX-License-Identifier: Apache-2.0
#include "base/duration.h"

#include <cmath>
#include <cstdio>

#include "base/text.h"

namespace millrace {
namespace {

struct Unit {
  std::string_view name;
  int64_t milliseconds;
};

// Largest first: the order in which a sum must be written.
constexpr Unit kUnits[] = {
    {"h", 3600 * 1000}, {"m", 60 * 1000}, {"s", 1000}, {"ms", 1}};
constexpr int64_t kLongest = int64_t{10} * 366 * 24 * 3600 * 1000;

Status not_a_duration(std::string_view text, const char* why) {
  return Status::refused(cat("'", text, "' is no duration (", why,
                             "); write it like 90s, 10m, 2h or 1h30m"));
}

// Takes a run of digits off the front of `rest`; -1 when there is none or
// it is too long to be meant.
int64_t take_number(std::string_view* rest) {
  size_t n = 0;
  int64_t value = 0;
  while (n < rest->size() && (*rest)[n] >= '0' && (*rest)[n] <= '9') {
    if (n == 12) return -1;
    value = value * 10 + ((*rest)[n] - '0');
    ++n;
  }
  rest->remove_prefix(n);
  return n == 0 ? -1 : value;
}

std::string_view take_unit(std::string_view* rest) {
  size_t n = 0;
  while (n < rest->size() && ((*rest)[n] < '0' || (*rest)[n] > '9')) ++n;
  const std::string_view unit = rest->substr(0, n);
  rest->remove_prefix(n);
  return unit;
}

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  std::string_view rest = text;
  int64_t total = 0;
  size_t next_unit = 0;
  if (rest.empty()) return not_a_duration(text, "it is empty");
  while (!rest.empty()) {
    const int64_t number = take_number(&rest);
    if (number < 0) return not_a_duration(text, "a number is expected");
    const std::string_view name = take_unit(&rest);
    size_t unit = 0;
    while (unit < std::size(kUnits) && kUnits[unit].name != name) ++unit;
    if (unit == std::size(kUnits)) {
      return not_a_duration(
          text, name.empty() ? "the unit is missing" : "unknown unit");
    }
    if (unit < next_unit) {
      return not_a_duration(text, "units go from large to small");
    }
    next_unit = unit + 1;
    if (number > kLongest / kUnits[unit].milliseconds) {
      return not_a_duration(text, "it is too long");
    }
    total += number * kUnits[unit].milliseconds;
  }
  if (total == 0) return not_a_duration(text, "it is zero");
  if (total > kLongest) return not_a_duration(text, "it is too long");
  return std::chrono::milliseconds(total);
}

std::string human_seconds(double seconds) {
  if (!(seconds >= 0)) seconds = 0;
  char out[48];
  if (seconds < 9.95) {
    snprintf(out, sizeof out, "%.1f s", seconds);
    return out;
  }
  const auto whole = static_cast<uint64_t>(std::llround(seconds));
  const auto part = [&](uint64_t big, const char* a, uint64_t small,
                        const char* b) {
    snprintf(out, sizeof out, "%llu %s %02llu %s",
             static_cast<unsigned long long>(whole / big), a,
             static_cast<unsigned long long>(whole % big / small), b);
  };
  if (whole < 60) {
    return cat(whole, " s");
  } else if (whole < 3600) {
    part(60, "min", 1, "s");
  } else if (whole < 86400) {
    part(3600, "h", 60, "min");
  } else {
    part(86400, "d", 3600, "h");
  }
  return out;
}

}  // namespace millrace
