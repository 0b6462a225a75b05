// SPDX-License-Identifier: Apache-2.0
//
// RowDigest: 128-bit digests of canonical rows, and DigestBuckets: sums of
// them that do not depend on the order in which rows came. Two sides whose
// buckets agree hold the same rows; where a bucket differs, only its rows
// need a closer look. Memory is fixed, whatever the table's size.
// Thread: one per object.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.h"
#include "model/cell.h"

namespace millrace {

// Adds up digests; addition rather than xor, so that a row that is there
// twice does not cancel itself.
struct DigestSum {
  uint64_t low = 0;
  uint64_t high = 0;
  uint64_t count = 0;
  void add(const Hash128& h) {
    low += h.low;
    high += h.high;
    ++count;
  }
  bool operator==(const DigestSum&) const = default;
};

// Turns cells into bytes that no other cells turn into (NULL is not "", and
// "a","bc" is not "ab","c"), and digests those.
class RowDigester {
 public:
  Hash128 row(Row cells);
  // Only the cells at `positions`; all of them when it is empty.
  Hash128 key(Row cells, const std::vector<size_t>& positions);

 private:
  void append(const Cell& cell);
  std::string bytes_;
};

class DigestBuckets {
 public:
  static constexpr size_t kCount = 1 << 16;
  DigestBuckets() : sums_(kCount) {}

  static size_t bucket_of(const Hash128& key) { return key.low % kCount; }
  void add(const Hash128& key, const Hash128& row) {
    sums_[bucket_of(key)].add(row);
    ++rows_;
  }
  uint64_t rows() const { return rows_; }
  uint64_t rows_in(size_t bucket) const { return sums_[bucket].count; }
  // Buckets in which the two differ, ascending.
  std::vector<size_t> differing(const DigestBuckets& other) const;

 private:
  std::vector<DigestSum> sums_;
  uint64_t rows_ = 0;
};

}  // namespace millrace
