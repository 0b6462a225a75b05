// SPDX-License-Identifier: Apache-2.0
#include "postgres/flavor.h"

#include <cstdlib>
#include <string_view>

namespace millrace {
namespace {

// The number at `at`, which moves behind it and a following point.
int next_number(std::string_view text, size_t* at) {
  int n = 0;
  while (*at < text.size() && text[*at] >= '0' && text[*at] <= '9') {
    n = n * 10 + (text[(*at)++] - '0');
  }
  if (*at < text.size() && text[*at] == '.') ++*at;
  return n;
}

bool mentions(const std::string& text, const char* word) {
  return text.find(word) != std::string::npos;
}

std::string word_at(const std::string& text, size_t at) {
  return text.substr(at, text.find_first_of(" ,)", at) - at);
}

}  // namespace

Flavor parse_postgres_version(const std::string& version) {
  static constexpr std::string_view kPrefix = "PostgreSQL ";
  Flavor flavor;
  if (!version.starts_with(kPrefix)) {
    flavor.version = version;
    return flavor;
  }
  size_t at = kPrefix.size();
  flavor.kind = FlavorKind::kPostgresql;
  flavor.version = word_at(version, at);
  flavor.major = next_number(version, &at);
  flavor.minor = next_number(version, &at);
  flavor.patch = next_number(version, &at);
  static const std::string kGreenplum = "Greenplum Database ";
  size_t kin = version.find(kGreenplum);
  if (kin != std::string::npos) {
    flavor.kind = FlavorKind::kGreenplum;
    flavor.version = word_at(version, kin + kGreenplum.size());
  } else if (mentions(version, "Greenplum") ||
             mentions(version, "Cloudberry") ||
             mentions(version, "AnalyticDB")) {
    flavor.kind = FlavorKind::kGreenplum;
  }
  return flavor;
}

}  // namespace millrace
