// SPDX-License-Identifier: Apache-2.0
//
// A sample of a difference, with the values that people need to see it.
// Long values are cut: a report is no place for a megabyte.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "route/route.h"
#include "verify/difference.h"
#include "verify/table_side.h"
#include "verify/verify_result.h"

namespace millrace {

// A row's values, kept; long ones by their beginning, length and digest.
using KeptRow = std::vector<std::optional<std::string>>;

class SampleTaker {
 public:
  void take(const DigestedRow& row);
  const std::vector<KeptRow>& rows(const Hash128& key) const;

 private:
  std::unordered_map<Hash128, std::vector<KeptRow>, HashOfHash128> rows_;
};

DifferenceSample make_sample(const Route& route, const Difference& found,
                             const std::vector<KeptRow>& source,
                             const std::vector<KeptRow>& target);

}  // namespace millrace
