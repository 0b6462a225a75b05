// SPDX-License-Identifier: Apache-2.0
#include "model/server_facts.h"

#include <tuple>

namespace millrace {

std::string Flavor::trait(const std::string& key) const {
  const auto found = traits.find(key);
  return found == traits.end() ? std::string() : found->second;
}

bool Flavor::at_least(int ma, int mi, int pa) const {
  return std::tie(major, minor, patch) >= std::tie(ma, mi, pa);
}

bool Flavor::can(const std::string& capability) const {
  const auto at = capabilities.find(capability);
  return at != capabilities.end() && at->second;
}

const char* Flavor::name() const {
  switch (kind) {
    case FlavorKind::kMysql:
      return "mysql";
    case FlavorKind::kMariadb:
      return "mariadb";
    case FlavorKind::kPostgresql:
      return "postgresql";
    case FlavorKind::kGreenplum:
      return "greenplum";
    case FlavorKind::kDrds:
      return "drds";
    case FlavorKind::kUnknown:
      break;
  }
  return "unknown";
}

std::string ServerFacts::setting(const std::string& name) const {
  const auto at = settings.find(name);
  return at == settings.end() ? "" : at->second;
}

}  // namespace millrace
