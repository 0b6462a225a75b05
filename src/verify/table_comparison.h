// SPDX-License-Identifier: Apache-2.0
//
// TableComparison: the steps by which one target table is compared.
//   count    both sides summed up into buckets; equal sums end it
//   search   rows of differing buckets, key by key, in bounded groups
//   recheck  live runs: the keys found are looked at again until they agree,
//            or hold still and do not
//   sample   the values of a few differences
// Thread: one object, one caller; the two sides run beside each other.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "verify/compare.h"
#include "verify/difference.h"
#include "verify/table_side.h"

namespace millrace {

class TableComparison {
 public:
  TableComparison(TableSide& source, TableSide& target, const Route& route,
                  const VerifyOptions& options, const Stop& stop)
      : source_(source),
        target_(target),
        route_(route),
        options_(options),
        stop_(stop) {}

  // Counts and samples into `result`; names and sources are the caller's.
  Status run(VerifyTable* result);

 private:
  using States = std::unordered_map<Hash128, KeyState, HashOfHash128>;
  Status both(const KeySelection* only, const RowVisitor& source,
              const RowVisitor& target);
  Status count(std::vector<size_t>* differing);
  Status search(const std::vector<size_t>& differing);
  Status recheck();
  Status look_again(States* states);
  Status sample(VerifyTable* result);

  TableSide& source_;
  TableSide& target_;
  const Route& route_;
  const VerifyOptions& options_;
  const Stop& stop_;
  DigestBuckets source_sums_;
  DigestBuckets target_sums_;
  std::vector<Difference> found_;  // with their keys
  DifferenceCounts beyond_;        // counted, keys not kept
  uint64_t unsettled_ = 0;
};

}  // namespace millrace
