// SPDX-License-Identifier: Apache-2.0
#include "verify/road_reading.h"

#include <algorithm>

#include "engine/canonical.h"
#include "verify/table_side.h"

namespace millrace {
namespace {

// Text that two servers may spell in more than one way is never asked for
// by value: a key that is not found would look like a missing row.
bool can_be_asked_for(const Type& type) {
  switch (type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kDate:
      return true;
    default:
      return false;
  }
}

// An added column's value is text; the target prints it in its type's form.
std::string canonical_constant(const RouteColumn& column) {
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
      return canonical_number(column.constant);
    case TypeKind::kFloat:
      return canonical_float(column.constant);
    case TypeKind::kDouble:
      return canonical_double(column.constant);
    case TypeKind::kJson:
      return canonical_json(column.constant);
    case TypeKind::kInet4:
    case TypeKind::kInet6:
      return canonical_inet(column.constant);
    default:
      return column.constant;
  }
}

}  // namespace

// Position in the request of a source column, adding it when it is new.
size_t RoadReading::ask_for(size_t source_column) {
  std::optional<size_t>& at = asked_[source_column];
  if (!at) {
    const Column& column = route_.source_table.columns[source_column];
    at = columns_.size();
    columns_.push_back({column.name, column.native, column.type});
  }
  return *at;
}

Result<std::unique_ptr<RoadReading>> RoadReading::of_source(
    const Route& route) {
  std::unique_ptr<RoadReading> reading(new RoadReading(route));
  reading->asked_.resize(route.source_table.columns.size());
  for (const RouteColumn& column : route.columns) {
    Part part;
    Type type = column.type;
    if (column.source) {
      part.from = reading->ask_for(*column.source);
      type = route.source_table.columns[*column.source].type;
    } else {
      part.constant = canonical_constant(column);
    }
    reading->parts_.push_back(std::move(part));
    reading->values_.emplace_back(route.values, type);
  }
  if (!route.where.empty()) {
    MR_ASSIGN_OR_RETURN(reading->filter_, RowFilter::make(route, [&](size_t c) {
                          return reading->ask_for(c);
                        }));
  }
  reading->cells_.resize(route.columns.size());
  return reading;
}

Result<std::unique_ptr<RoadReading>> RoadReading::of_target(
    const Route& route) {
  std::unique_ptr<RoadReading> reading(new RoadReading(route));
  reading->as_read_ = true;
  for (const RouteColumn& column : route.columns) {
    reading->parts_.push_back({reading->columns_.size(), ""});
    // A policy has been at work on its way here; none is applied again.
    reading->values_.emplace_back(ValuePolicies{}, column.type);
    reading->columns_.push_back({column.name, column.native, column.type});
  }
  return reading;
}

bool RoadReading::key_can_be_asked_for() const {
  if (route_.target_key.empty()) return false;
  bool any = false;
  for (const size_t k : route_.target_key) {
    if (!parts_[k].from) continue;
    if (!can_be_asked_for(columns_[*parts_[k].from].type)) return false;
    if (values_[k].may_change()) return false;
    any = true;
  }
  return any;
}

bool RoadReading::comes_this_way(
    const std::vector<std::optional<std::string>>& key) const {
  if (key.size() != route_.target_key.size()) return true;
  for (size_t i = 0; i < key.size(); ++i) {
    const Part& part = parts_[route_.target_key[i]];
    if (!part.from && key[i] != part.constant) return false;
  }
  return true;
}

bool RoadReading::selects_none(const KeySelection& only) const {
  return std::none_of(only.keys.begin(), only.keys.end(),
                      [&](const auto& key) { return comes_this_way(key); });
}

ContentRequest RoadReading::request(const KeySelection* only) const {
  ContentRequest request;
  request.table = as_read_ ? route_.id.to : route_.id.from;
  request.columns = columns_;
  for (const size_t k : route_.target_key) {
    if (parts_[k].from) request.key.push_back(*parts_[k].from);
  }
  if (only == nullptr || !key_can_be_asked_for()) return request;
  for (const auto& key : only->keys) {
    if (!comes_this_way(key)) continue;
    std::vector<std::string> asked;
    for (size_t i = 0; i < route_.target_key.size(); ++i) {
      if (!parts_[route_.target_key[i]].from) continue;
      if (!key[i]) {  // NULL equals nothing: read them all instead
        request.keys.clear();
        return request;
      }
      asked.push_back(*key[i]);
    }
    request.keys.push_back(std::move(asked));
  }
  return request;
}

bool RoadReading::expected(Row canonical, Row* cells) const {
  if (as_read_) {
    *cells = canonical;
    return true;
  }
  if (filter_ && !filter_->passes(canonical)) return false;
  for (size_t i = 0; i < parts_.size(); ++i) {
    cells_[i] = parts_[i].from ? values_[i].of(canonical[*parts_[i].from])
                               : Cell::of(parts_[i].constant);
  }
  *cells = cells_;
  return true;
}

}  // namespace millrace
