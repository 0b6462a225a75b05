// SPDX-License-Identifier: Apache-2.0
#include "verify/table_comparison.h"

#include <algorithm>
#include <thread>

#include "verify/sample.h"

namespace millrace {
namespace {

// Differences that keep their key, for a second look and for samples.
constexpr size_t kMostKeys = 200'000;
constexpr size_t kKeysPerLook = 1000;

KeySelection selection(const std::vector<Difference>& found, size_t from,
                       size_t to) {
  KeySelection out;
  for (size_t i = from; i < to; ++i) {
    out.digests.push_back(found[i].key);
    out.keys.push_back(found[i].key_cells);
  }
  return out;
}

}  // namespace

Status TableComparison::both(const KeySelection* only, const RowVisitor& source,
                             const RowVisitor& target) {
  Status source_status;
  std::thread reader([&] { source_status = source_.read(only, source); });
  const Status target_status = target_.read(only, target);
  reader.join();
  MR_RETURN_IF_ERROR(source_status);
  return target_status;
}

Status TableComparison::count(std::vector<size_t>* differing) {
  MR_RETURN_IF_ERROR(both(
      nullptr,
      [&](const DigestedRow& r) {
        source_sums_.add(r.key, r.row);
        return Status();
      },
      [&](const DigestedRow& r) {
        target_sums_.add(r.key, r.row);
        return Status();
      }));
  *differing = source_sums_.differing(target_sums_);
  return {};
}

// Groups of buckets that hold no more rows than may be held at once; a
// group has one bucket at least.
Status TableComparison::search(const std::vector<size_t>& differing) {
  size_t next = 0;
  while (next < differing.size()) {
    std::vector<bool> wanted(DigestBuckets::kCount, false);
    uint64_t rows = 0;
    do {
      const size_t bucket = differing[next++];
      wanted[bucket] = true;
      rows += source_sums_.rows_in(bucket) + target_sums_.rows_in(bucket);
    } while (next < differing.size() &&
             rows + source_sums_.rows_in(differing[next]) +
                     target_sums_.rows_in(differing[next]) <=
                 options_.rows_at_once);
    KeyCollector collector(std::move(wanted), route_.target_key);
    MR_RETURN_IF_ERROR(both(
        nullptr,
        [&](const DigestedRow& r) { return collector.offer_source(r); },
        [&](const DigestedRow& r) { return collector.offer_target(r); }));
    collector.differences([&](Difference d) {
      if (found_.size() < kMostKeys) {
        found_.push_back(std::move(d));
      } else {
        beyond_.add(d.state);
      }
    });
  }
  return {};
}

Status TableComparison::look_again(States* states) {
  for (size_t from = 0; from < found_.size(); from += kKeysPerLook) {
    const size_t to = std::min(from + kKeysPerLook, found_.size());
    const KeySelection only = selection(found_, from, to);
    States source, target;
    MR_RETURN_IF_ERROR(both(
        &only,
        [&](const DigestedRow& r) {
          source[r.key].source.add(r.row);
          return Status();
        },
        [&](const DigestedRow& r) {
          target[r.key].target.add(r.row);
          return Status();
        }));
    for (const Hash128& key : only.digests) {
      (*states)[key] = {source[key].source, target[key].target};
    }
  }
  return {};
}

// A key is judged only when its source rows held still between two looks:
// then the stream has had the time to bring them. Keys that never hold
// still are counted as unsettled.
Status TableComparison::recheck() {
  if (options_.settle) options_.settle();
  std::vector<bool> still(found_.size(), false);
  for (int look = 0; look < options_.looks && !found_.empty(); ++look) {
    if (look > 0 && stop_.sleep(options_.between_looks)) break;
    States states;
    MR_RETURN_IF_ERROR(look_again(&states));
    std::vector<Difference> left;
    std::vector<bool> left_still;
    for (Difference& d : found_) {
      const KeyState now = states[d.key];
      const bool held = look > 0 && now.source == d.state.source;
      d.state = now;
      if (now.equal()) continue;
      left.push_back(std::move(d));
      left_still.push_back(held);
    }
    found_ = std::move(left);
    still = std::move(left_still);
  }
  std::vector<Difference> judged;
  for (size_t i = 0; i < found_.size(); ++i) {
    if (still[i]) {
      judged.push_back(std::move(found_[i]));
    } else {
      ++unsettled_;
    }
  }
  found_ = std::move(judged);
  return {};
}

Status TableComparison::sample(VerifyTable* result) {
  const size_t n = std::min(options_.samples, found_.size());
  if (n == 0) return {};
  const KeySelection only = selection(found_, 0, n);
  SampleTaker source, target;
  MR_RETURN_IF_ERROR(both(
      &only,
      [&](const DigestedRow& r) {
        source.take(r);
        return Status();
      },
      [&](const DigestedRow& r) {
        target.take(r);
        return Status();
      }));
  for (size_t i = 0; i < n; ++i) {
    result->samples.push_back(make_sample(route_, found_[i],
                                          source.rows(found_[i].key),
                                          target.rows(found_[i].key)));
  }
  return {};
}

Status TableComparison::run(VerifyTable* result) {
  std::vector<size_t> differing;
  MR_RETURN_IF_ERROR(count(&differing));
  result->rows_source = source_sums_.rows();
  result->rows_target = target_sums_.rows();
  if (differing.empty()) return {};
  MR_RETURN_IF_ERROR(search(differing));
  if (options_.live) MR_RETURN_IF_ERROR(recheck());
  DifferenceCounts counts = beyond_;
  for (const Difference& d : found_) counts.add(d.state);
  result->missing = counts.missing;
  result->extra = counts.extra;
  result->different = counts.different;
  result->unsettled = unsettled_;
  return sample(result);
}

}  // namespace millrace
