// SPDX-License-Identifier: Apache-2.0
#include "verify/row_filter.h"

namespace millrace {

Result<std::unique_ptr<RowFilter>> RowFilter::make(
    const Route& route, const std::function<size_t(size_t)>& ask_for) {
  std::unique_ptr<RowFilter> made(new RowFilter());
  MR_ASSIGN_OR_RETURN(made->filter_,
                      Filter::parse(route.where, route.source_table));
  made->row_.resize(route.source_table.columns.size());
  for (const size_t column : made->filter_.columns()) {
    made->parts_.push_back({ask_for(column), column,
                            &route.source_table.columns[column].type, ""});
  }
  return made;
}

bool RowFilter::passes(Row canonical) {
  for (Part& part : parts_) {
    row_[part.column] =
        neutral_cell(*part.type, canonical[part.read], &part.scratch);
  }
  return filter_.keeps(row_);
}

}  // namespace millrace
