// SPDX-License-Identifier: Apache-2.0
//
// How much work a table is, so that progress of many tables can be put
// together: the bytes that the source says it has, and something for every
// row. `apply` and `status` measure alike. Pure.
#pragma once

#include <cstdint>

namespace millrace {

inline double work_of(uint64_t rows_estimate, uint64_t bytes_estimate) {
  constexpr double kPerRow = 16;
  return static_cast<double>(bytes_estimate) +
         kPerRow * static_cast<double>(rows_estimate);
}

}  // namespace millrace
