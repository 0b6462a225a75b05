// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/table_maps.h"

#include <utility>

namespace millrace::mysql {
namespace {

// A number is used for one version of a table until the server restarts;
// what is forgotten is simply read again.
constexpr size_t kMostMaps = 10000;

}  // namespace

Status TableMaps::take(std::string_view body, uint8_t fixed,
                       const Selection& selection, const TransactionPlace& at,
                       const LogSource& source, CharsetShelf& shelf) {
  MR_ASSIGN_OR_RETURN(const TableMapHead head,
                      read_table_map_head(body, fixed));
  if (maps_.size() > kMostMaps) maps_.clear();
  Entry& entry = maps_[head.id];
  const int index = selection.find(head.name);
  entry.selected =
      index >= 0 && !selection.copied_already(static_cast<uint32_t>(index), at);
  if (!entry.selected || entry.body == body) return {};
  entry.body.clear();
  MR_ASSIGN_OR_RETURN(const TableMap map, read_table_map(body, fixed));
  const uint32_t table = static_cast<uint32_t>(index);
  MR_ASSIGN_OR_RETURN(entry.plan,
                      plan_rows(map, selection.table(table), source, shelf));
  entry.plan.table = table;
  entry.plan.spare = selection.spare(table);
  entry.body = std::string(body);
  return {};
}

TableMaps::Known TableMaps::find(uint64_t id, const RowPlan** plan) const {
  const auto found = maps_.find(id);
  if (found == maps_.end()) return Known::kNever;
  if (!found->second.selected) return Known::kPassed;
  *plan = &found->second.plan;
  return Known::kSelected;
}

}  // namespace millrace::mysql
