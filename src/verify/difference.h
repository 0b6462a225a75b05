// SPDX-License-Identifier: Apache-2.0
//
// Difference: one key whose rows are not the same on both sides, and the
// search for them among the rows of differing buckets. Memory is bounded:
// buckets are looked at in groups, and of the differences found only so
// many keep their key; the others are counted.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "verify/row_digest.h"
#include "verify/table_side.h"
#include "verify/verify_result.h"

namespace millrace {

// How the rows of one key stand on both sides; more than one row per key
// happens where a table has no key, or two sources collide.
struct KeyState {
  DigestSum source;
  DigestSum target;
  bool equal() const { return source == target; }
};

struct Difference {
  Hash128 key;
  std::vector<std::optional<std::string>> key_cells;
  KeyState state;
};

struct DifferenceCounts {
  uint64_t missing = 0;
  uint64_t extra = 0;
  uint64_t different = 0;
  void add(const KeyState& state);
};
DifferenceKind kind_of(const KeyState& state);  // of an unequal one

// Collects, from rows offered in any order, what each key holds per side.
class KeyCollector {
 public:
  KeyCollector(std::vector<bool> wanted_buckets,
               std::vector<size_t> key_positions)
      : wanted_(std::move(wanted_buckets)), key_(std::move(key_positions)) {}

  // Both may be called at the same time, each from one thread.
  Status offer_source(const DigestedRow& row) { return offer(row, source_); }
  Status offer_target(const DigestedRow& row) { return offer(row, target_); }

  // Unequal keys, in the order of their digests.
  void differences(const std::function<void(Difference)>& found);

 private:
  struct Entry {
    Hash128 key;
    Hash128 row;
    size_t text;  // where its key cells begin in the side's text
  };
  struct Side {
    std::vector<Entry> entries;
    std::string text;
  };
  Status offer(const DigestedRow& row, Side& side);
  std::vector<std::optional<std::string>> cells_at(const Side& side,
                                                   size_t at) const;

  const std::vector<bool> wanted_;
  const std::vector<size_t> key_;
  Side source_;
  Side target_;
};

}  // namespace millrace
