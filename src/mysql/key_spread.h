// SPDX-License-Identifier: Apache-2.0
//
// How often the values of a key stand in a table, by looking: at every row
// within a minute, or at rows from all over the table. A sample is taken at
// even steps of the table's own key, which must begin with a whole number;
// the column that it steps by cannot be sampled so, for of each step the
// first rows are taken. What cannot be told is said. Thread: one caller at a
// time per Session.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "engine/key_figures.h"
#include "mysql/session.h"

namespace millrace::mysql {

// Columns of the key in the order of steps, and the span of the first.
struct SampleSpan {
  int64_t least = 0;
  int64_t greatest = 0;
};

// The query for `request`; `span` set = a sample. One row: different values,
// rows, rows of the most frequent value.
std::string spread_query(const SpreadRequest& request, const SampleSpan* span);

Result<std::vector<KeySpread>> read_spreads(
    Session& session, const std::vector<SpreadRequest>& requests);

}  // namespace millrace::mysql
