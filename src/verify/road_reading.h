// SPDX-License-Identifier: Apache-2.0
//
// RoadReading: how one end of a Route is asked for its contents, and what
// the Plan makes of each row that comes: columns in the target's order,
// added columns, value policies, the `where` filter. At the target's end
// rows pass as they are.
// Thread: one per object; `route` outlives it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/content_reader.h"
#include "route/route.h"
#include "verify/expected_value.h"
#include "verify/row_filter.h"

namespace millrace {

struct KeySelection;

class RoadReading {
 public:
  static Result<std::unique_ptr<RoadReading>> of_source(const Route& route);
  static Result<std::unique_ptr<RoadReading>> of_target(const Route& route);

  // All rows, or, where the key's values can be asked for as they are, only
  // those of `only`.
  ContentRequest request(const KeySelection* only) const;
  // True when no key of `only` can come from this road (many-to-one: an
  // added key column says another road).
  bool selects_none(const KeySelection& only) const;

  // The row as the target must hold it; false when the filter keeps it
  // out. `cells` lives until the next call.
  bool expected(Row canonical, Row* cells) const;
  const std::vector<size_t>& target_key() const { return route_.target_key; }

 private:
  // One column of the target: read from position `from`, or the constant.
  struct Part {
    std::optional<size_t> from;
    std::string constant;
  };
  explicit RoadReading(const Route& route) : route_(route) {}
  size_t ask_for(size_t source_column);
  bool key_can_be_asked_for() const;
  bool comes_this_way(const std::vector<std::optional<std::string>>& key) const;

  const Route& route_;
  std::vector<ContentColumn> columns_;
  std::vector<std::optional<size_t>> asked_;  // per source column
  std::vector<Part> parts_;                   // per target column
  std::unique_ptr<RowFilter> filter_;
  mutable std::vector<ExpectedValue> values_;  // per target column
  mutable std::vector<Cell> cells_;
  bool as_read_ = false;  // target end
};

}  // namespace millrace
