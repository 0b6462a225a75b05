// SPDX-License-Identifier: Apache-2.0
#include "mysql/collations.h"

#include <vector>

#include "base/text.h"

namespace millrace::mysql {
namespace {

constexpr const char* kMysqlUca = "_0900_";
constexpr const char* kMariadbUca = "_uca1400_";
constexpr const char* kMariadbNoPad = "_uca1400_nopad_";

std::string swapped(const std::string& name, const char* from, const char* to) {
  const size_t at = name.find(from);
  if (at == std::string::npos) return "";
  std::string out = name;
  return out.replace(at, std::string_view(from).size(), to);
}

// utf8_… and utf8mb3_…: two names of one thing.
std::string other_utf8(const std::string& name) {
  if (name.starts_with("utf8_")) return "utf8mb3_" + name.substr(5);
  if (name.starts_with("utf8mb3_")) return "utf8_" + name.substr(8);
  return "";
}

bool tells_case_apart(const std::string& name) {
  return name.ends_with("_bin") || name.ends_with("_cs") ||
         name.find("_as_cs") != std::string::npos;
}

// Best first. Where a collation tells case apart, what stands in for it must
// not take two of its keys for one: binary order does not.
std::vector<std::string> candidates(const std::string& charset,
                                    const std::string& name) {
  std::vector<std::string> out = {name, other_utf8(name)};
  if (name.ends_with("_0900_bin")) {
    out.push_back(charset + "_nopad_bin");
  } else if (name.find(kMariadbNoPad) != std::string::npos) {
    out.push_back(swapped(name, kMariadbNoPad, kMysqlUca));
    out.push_back(swapped(name, kMariadbNoPad, kMariadbUca));
  } else {
    out.push_back(swapped(name, kMysqlUca, kMariadbNoPad));
    out.push_back(swapped(name, kMysqlUca, kMariadbUca));
    out.push_back(swapped(name, kMariadbUca, kMysqlUca));
  }
  if (name.find("nopad") != std::string::npos) {
    out.push_back(replace_all(name, "_nopad", ""));
  }
  if (tells_case_apart(name)) {
    out.push_back(charset + "_bin");
  } else {
    for (const char* tail :
         {"_unicode_520_ci", "_unicode_ci", "_general_ci", "_bin"}) {
      out.push_back(charset + tail);
    }
  }
  return out;
}

bool has_charset(const std::string& charset,
                 const std::set<std::string>& known) {
  if (charset == "binary") return known.contains("binary");
  const auto at = known.lower_bound(charset + "_");
  return at != known.end() && at->starts_with(charset + "_");
}

}  // namespace

std::string nearest_collation(const std::string& charset,
                              const std::string& collation,
                              const std::set<std::string>& known) {
  if (known.contains(collation)) return collation;
  for (const std::string& name : candidates(charset, collation)) {
    if (!name.empty() && known.contains(name)) return name;
  }
  if (!has_charset(charset, known)) return "";
  return *known.lower_bound(charset + "_");
}

Type with_known_collation(const Type& type, const Flavor& flavor) {
  const std::set<std::string>& known = flavor.collations;
  if (known.empty() || type.charset.empty() || known.contains(type.collation)) {
    return type;
  }
  Type out = type;
  const bool utf8 = type.charset == "utf8" || type.charset == "utf8mb3";
  if (!has_charset(type.charset, known)) {
    const std::string other = type.charset == "utf8" ? "utf8mb3" : "utf8";
    // utf8mb4 holds the text of every character set there is.
    out.charset = utf8 && has_charset(other, known) ? other : "utf8mb4";
  }
  std::string collation = type.collation;
  if (out.charset != type.charset && !utf8) {
    collation =
        tells_case_apart(collation) ? "utf8mb4_bin" : "utf8mb4_unicode_520_ci";
  }
  out.collation = nearest_collation(out.charset, collation, known);
  // One name of the character set goes with one name of the collation.
  if (utf8 && out.collation.starts_with("utf8_")) out.charset = "utf8";
  if (utf8 && out.collation.starts_with("utf8mb3_")) out.charset = "utf8mb3";
  return out;
}

}  // namespace millrace::mysql
