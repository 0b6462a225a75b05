// SPDX-License-Identifier: Apache-2.0
#include "proposal/key_scan.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "precheck/questions.h"

namespace millrace {
namespace {

using Clock = std::chrono::steady_clock;

// The columns of the source that make up the target's key. What is constant
// there tells nothing apart, or the pair would not be looked at.
std::vector<size_t> key_columns(const Route& route) {
  std::vector<size_t> columns;
  for (const size_t at : route.target_key) {
    if (route.columns[at].source) columns.push_back(*route.columns[at].source);
  }
  return columns;
}

class PairScan {
 public:
  PairScan(const Route& first, Inspector& keys_of, const Route& second,
           Inspector& look_in, const KeyScanBounds& bounds,
           Clock::time_point deadline)
      : first_(first),
        keys_of_(keys_of),
        second_(second),
        look_in_(look_in),
        bounds_(bounds),
        deadline_(deadline) {
    found_.target = first.id.to;
    found_.first = object_of(first);
    found_.second = object_of(second);
  }

  KeyCollision run() {
    const Status status = walk();
    if (!status.ok() && found_.count == 0) found_.problem = status.message();
    return std::move(found_);
  }

 private:
  Status walk() {
    const std::vector<size_t> mine = key_columns(first_);
    const std::vector<size_t> theirs = key_columns(second_);
    std::optional<KeyBound> after;
    while (bounds_.keys_per_pair == 0 ||
           found_.keys_seen < bounds_.keys_per_pair) {
      if (Clock::now() > deadline_) {
        return Status::refused(
            cat("the time for it was over after ", found_.keys_seen, " keys"));
      }
      MR_ASSIGN_OR_RETURN(const std::vector<KeyBound> keys,
                          keys_of_.keys_after(first_.source_table, mine, after,
                                              bounds_.keys_per_query));
      if (keys.empty()) return {};
      found_.keys_seen += keys.size();
      MR_ASSIGN_OR_RETURN(
          const std::vector<KeyBound> there,
          look_in_.present_keys(second_.source_table, theirs, keys));
      note(keys, there);
      if (keys.size() < bounds_.keys_per_query) return {};
      after = keys.back();
    }
    return {};
  }

  // The server finds keys that it takes for equal; the target may not.
  void note(const std::vector<KeyBound>& keys,
            const std::vector<KeyBound>& there) {
    const std::set<KeyBound> exact(keys.begin(), keys.end());
    for (const KeyBound& key : there) {
      if (!exact.contains(key)) continue;
      if (found_.count++ == 0) found_.sample = worded(key);
    }
  }

  std::string worded(const KeyBound& key) const {
    const std::vector<size_t> columns = key_columns(first_);
    std::string text;
    for (size_t i = 0; i < key.size(); ++i) {
      append_to(text, i == 0 ? "" : ", ",
                first_.source_table.columns[columns[i]].name, "=", key[i]);
    }
    return text;
  }

  const Route& first_;
  Inspector& keys_of_;
  const Route& second_;
  Inspector& look_in_;
  const KeyScanBounds& bounds_;
  const Clock::time_point deadline_;
  KeyCollision found_;
};

}  // namespace

std::vector<KeyCollision> scan_keys(
    const PrecheckInput& input,
    const std::map<std::string, Inspector*>& inspectors,
    const KeyScanBounds& bounds) {
  std::map<QualifiedName, std::vector<const Route*>> by_target;
  for (const Route& route : input.resolution.routes) {
    if (route.sync.data) by_target[route.id.to].push_back(&route);
  }
  const Clock::time_point deadline = Clock::now() + bounds.time;
  std::vector<KeyCollision> collisions;
  for (const auto& [target, routes] : by_target) {
    if (routes.size() < 2 || keys_told_apart(routes)) continue;
    for (size_t i = 0; i < routes.size(); ++i) {
      for (size_t j = i + 1; j < routes.size(); ++j) {
        const auto first = inspectors.find(routes[i]->id.source);
        const auto second = inspectors.find(routes[j]->id.source);
        if (first == inspectors.end() || second == inspectors.end()) continue;
        if (key_columns(*routes[i]).size() != key_columns(*routes[j]).size() ||
            key_columns(*routes[i]).empty()) {
          continue;  // P122 and P130 say so
        }
        KeyCollision found = PairScan(*routes[i], *first->second, *routes[j],
                                      *second->second, bounds, deadline)
                                 .run();
        if (found.count > 0 || !found.problem.empty()) {
          collisions.push_back(std::move(found));
        }
      }
    }
  }
  return collisions;
}

}  // namespace millrace
