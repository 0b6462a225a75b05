// SPDX-License-Identifier: Apache-2.0
#include "base/leftovers.h"

#include <utility>

namespace millrace {

Leftovers& Leftovers::here() {
  static Leftovers* const one = new Leftovers;
  return *one;
}

void Leftovers::note(const std::string& server, uint64_t session) {
  std::lock_guard lock(mutex_);
  sessions_[server].push_back(session);
}

std::vector<uint64_t> Leftovers::take(const std::string& server) {
  std::lock_guard lock(mutex_);
  const auto found = sessions_.find(server);
  if (found == sessions_.end()) return {};
  std::vector<uint64_t> taken = std::move(found->second);
  sessions_.erase(found);
  return taken;
}

bool Leftovers::any() const {
  std::lock_guard lock(mutex_);
  return !sessions_.empty();
}

}  // namespace millrace
