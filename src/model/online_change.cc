// SPDX-License-Identifier: Apache-2.0
#include "model/online_change.h"

#include <algorithm>
#include <string_view>

namespace millrace {
namespace {

using Role = HelperTable::Role;

constexpr struct {
  std::string_view text;
  Role role;
  const char* tool;
} kTails[] = {{"_gho", Role::kCopy, "gh-ost"},
              {"_ghc", Role::kNotes, "gh-ost"},
              {"_del", Role::kPutAside, "gh-ost"},
              {"_new", Role::kCopy, "pt-online-schema-change"},
              {"_old", Role::kPutAside, "pt-online-schema-change"}};

constexpr size_t kStamp = 14;  // "20240131120000"

std::string unstamped(const std::string& table) {
  if (table.size() < kStamp + 2) return "";
  const size_t cut = table.size() - kStamp;
  const bool stamp =
      table[cut - 1] == '_' &&
      std::all_of(table.begin() + static_cast<std::ptrdiff_t>(cut), table.end(),
                  [](char c) { return c >= '0' && c <= '9'; });
  return stamp ? table.substr(0, cut - 1) : "";
}

}  // namespace

std::optional<HelperTable> helper_table(const std::string& name) {
  if (!name.starts_with('_')) return std::nullopt;
  for (const auto& tail : kTails) {
    if (!name.ends_with(tail.text)) continue;
    const size_t begin = name.find_first_not_of('_');
    const size_t end = name.size() - tail.text.size();
    if (begin == std::string::npos || begin >= end) return std::nullopt;
    HelperTable out;
    out.of = name.substr(begin, end - begin);
    if (tail.role == Role::kPutAside) out.of_unstamped = unstamped(out.of);
    out.role = tail.role;
    out.tool = tail.tool;
    return out;
  }
  return std::nullopt;
}

}  // namespace millrace
