// SPDX-License-Identifier: Apache-2.0
//
// Words that every progress view shares.
#pragma once

#include <string>

#include "report/progress_state.h"

namespace millrace {

// 0 to 100; a run that is not finished never shows 100.
int percent_of(const CopyFigures& figures);
std::string rate_text(const CopyFigures& figures);  // "12,345 rows/s, 3 MB/s"
std::string left_text(const CopyFigures& figures);  // "2 min 05 s left", ""
// "3 zero dates, 1 text with 0x00": what policies changed; "" for nothing.
std::string values_text(const ValueCounts& values);
std::string stream_line(const StreamProgress& stream);
// "eu.shop.orders", and where it goes when the name differs.
std::string road_name(const RoadId& road);

}  // namespace millrace
