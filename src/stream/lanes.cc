// SPDX-License-Identifier: Apache-2.0
#include "stream/lanes.h"

#include <algorithm>

namespace millrace {
namespace {

size_t rows_in(const TableChanges& changes) {
  return changes.deletes.size() + changes.puts.size();
}

// Two sets of changes of one table (its roads write other columns of it) may
// name the same key.
bool alone(const TableChanges& changes, const std::vector<TableChanges>& net) {
  return std::count_if(net.begin(), net.end(), [&](const TableChanges& one) {
           return one.shape->table == changes.shape->table;
         }) == 1;
}

bool divisible(const TableChanges& changes,
               const std::vector<TableChanges>& net) {
  const WriteShape& shape = *changes.shape;
  return !shape.key.empty() && !shape.other_unique &&
         shape.unique_keys.empty() && !shape.unwritten_columns &&
         alone(changes, net);
}

void add(std::vector<TableChanges>& lane, const TableChanges& changes) {
  if (rows_in(changes) > 0) lane.push_back(changes);
}

size_t rows_in(const std::vector<TableChanges>& lane) {
  size_t rows = 0;
  for (const TableChanges& one : lane) rows += rows_in(one);
  return rows;
}

}  // namespace

Lanes divide(const std::vector<TableChanges>& net) {
  Lanes lanes;
  std::vector<TableChanges> whole;
  std::vector<TableChanges> parts;
  for (const TableChanges& one : net) {
    (divisible(one, net) ? parts : whole).push_back(one);
  }
  // A table's sets stay together, in their order.
  for (const TableChanges& one : whole) {
    const auto with = [&](const std::vector<TableChanges>& lane) {
      return std::any_of(lane.begin(), lane.end(), [&](const TableChanges& t) {
        return t.shape->table == one.shape->table;
      });
    };
    const size_t to = with(lanes[0])                           ? 0
                      : with(lanes[1])                         ? 1
                      : rows_in(lanes[0]) <= rows_in(lanes[1]) ? 0
                                                               : 1;
    add(lanes[to], one);
  }
  const double first = static_cast<double>(rows_in(lanes[0]));
  const double left = static_cast<double>(rows_in(parts));
  const double all = first + static_cast<double>(rows_in(lanes[1])) + left;
  const double share =
      left == 0 ? 0 : std::clamp((all / 2 - first) / left, 0.0, 1.0);
  for (const TableChanges& one : parts) {
    const auto cut = [&](size_t rows) {
      return static_cast<size_t>(static_cast<double>(rows) * share);
    };
    // Rows that are known and those that are not are each in key order, so
    // that either lane has neighbours.
    const auto known = one.puts.first(one.known);
    const auto fresh = one.puts.subspan(one.known);
    const size_t gone = cut(one.deletes.size());
    const size_t at = cut(known.size());
    const size_t from = cut(fresh.size());
    add(lanes[0], {one.shape, one.deletes.first(gone), known.first(at), at});
    add(lanes[0], {one.shape, {}, fresh.first(from), 0});
    add(lanes[1], {one.shape, one.deletes.subspan(gone), known.subspan(at),
                   known.size() - at});
    add(lanes[1], {one.shape, {}, fresh.subspan(from), 0});
  }
  return lanes;
}

}  // namespace millrace
