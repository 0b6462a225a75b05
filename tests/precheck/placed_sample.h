// SPDX-License-Identifier: Apache-2.0
//
// shop.orders with the key (tenant, id), placed in a cluster by `key`.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "precheck/sample_input.h"

namespace millrace::test {

inline Sample placed_sample(std::vector<std::string> key,
                            uint64_t rows = 1'000'000) {
  Table table = orders_table();
  table.columns.push_back(integer_column("tenant"));
  table.columns.back().nullable = false;
  table.primary_key = key_on({"tenant", "id"});
  table.rows_estimate = rows;
  Sample sample("", {table});
  sample.input.target.flavor.kind = FlavorKind::kGreenplum;
  Placement& placement = sample.input.resolution.desired.tables[0].placement;
  placement.spread = Spread::kBy;
  placement.columns = std::move(key);
  return sample;
}

}  // namespace millrace::test
