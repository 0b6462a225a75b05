// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/prepared.h"

#include <algorithm>
#include <utility>

namespace millrace::mysql {

std::unique_ptr<PreparedTransaction> Prepared::begin(Position start) {
  auto one = std::make_unique<PreparedTransaction>(&memory_left_);
  one->start = std::move(start);
  return one;
}

void Prepared::keep(const std::string& xid,
                    std::unique_ptr<PreparedTransaction> one) {
  take(xid);
  one->xid = xid;
  all_.push_back(std::move(one));
}

std::unique_ptr<PreparedTransaction> Prepared::take(const std::string& xid) {
  const auto found =
      std::find_if(all_.begin(), all_.end(),
                   [&](const auto& one) { return one->xid == xid; });
  if (found == all_.end()) return nullptr;
  std::unique_ptr<PreparedTransaction> one = std::move(*found);
  all_.erase(found);
  return one;
}

std::string Prepared::that_changes(uint32_t table) const {
  for (const auto& one : all_) {
    if (one->tables.contains(table)) return one->xid;
  }
  return "";
}

}  // namespace millrace::mysql
