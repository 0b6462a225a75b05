// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

constexpr double kGigabyte = 1e9;
// Less than this is not worth a line.
constexpr double kWorthTelling = 10 * kGigabyte;

}  // namespace

// How much disk is free is not to be had over SQL, so the need is said.
void check_target_space(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  double bytes = 0;
  for (const Route& route : input.resolution.routes) {
    const RoadRecord* road = input.ledger.road(route.id);
    if (!route.sync.data || (road != nullptr && road->copied)) continue;
    bytes += static_cast<double>(route.source_table.bytes_estimate);
  }
  if (bytes < kWorthTelling) return;
  // Rows and indexes, and half as much again for what is written on the way.
  const auto need =
      static_cast<int64_t>(std::ceil(bytes * 1.5 / kGigabyte / 10)) * 10;
  findings->push_back(info_finding(
      "P235", "target",
      cat("the copy needs about ", need,
          " GB of disk on the target; whether it is free cannot be seen over "
          "SQL"),
      "look at the disk of the data and of the write-ahead log (df) before "
      "the run"));
}

}  // namespace millrace
