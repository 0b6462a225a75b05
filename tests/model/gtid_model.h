// SPDX-License-Identifier: Apache-2.0
//
// Random GTID sets as plain std::sets, the model that MysqlGtidSet is
// compared with.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <tuple>

#include "model/gtid_set.h"

namespace millrace {

// sid (16 bytes), tag, number
using GtidModel = std::set<std::tuple<std::string, std::string, uint64_t>>;

inline GtidModel random_gtids(std::mt19937& random, unsigned most_runs) {
  static const char* const kTags[] = {"", "", "a", "tag_2"};
  GtidModel out;
  for (unsigned runs = random() % (most_runs + 1); runs > 0; --runs) {
    const std::string sid(16, static_cast<char>(random() % 2 * 200));
    const std::string tag = kTags[random() % 4];
    const uint64_t first = 1 + random() % 20;
    for (uint64_t n = first; n <= first + random() % 5; ++n) {
      out.emplace(sid, tag, n);
    }
  }
  return out;
}

inline MysqlGtidSet to_set(const GtidModel& model) {
  MysqlGtidSet set;
  for (const auto& [sid, tag, n] : model) set.add(sid, tag, n, n);
  return set;
}

}  // namespace millrace
