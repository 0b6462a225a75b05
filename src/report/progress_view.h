// SPDX-License-Identifier: Apache-2.0
//
// The words of progress: a snapshot as lines for a terminal, as one plain
// line, as one line of JSON, and the table at the end of a run. Pure.
#pragma once

#include <string>
#include <vector>

#include "report/paint.h"
#include "report/progress_state.h"

namespace millrace {

// One line per active table, at most six, then a line for all of them and
// one per stream; none is wider than `width`.
std::vector<std::string> bar_lines(const ProgressSnapshot& shot, size_t width,
                                   const Paint& paint);

// "" when there is nothing to say yet.
std::string plain_line(const ProgressSnapshot& shot);
std::string plain_table_line(const TableProgress& table);

// Lines of JSON, each an object with an "event"; no newline at the end.
std::string json_copy_line(const ProgressSnapshot& shot);
// The whole copy once it has ended: "event": "copied".
std::string json_copied_line(const ProgressSnapshot& shot);
std::string json_table_line(const TableProgress& table);
std::string json_stream_line(const StreamProgress& stream);
std::string json_text_line(const std::string& event, const std::string& key,
                           const std::string& text);

// Tables copied in this run: rows, bytes, seconds, rate; "" when none were.
std::string copy_summary(const ProgressSnapshot& shot, const Paint& paint);

}  // namespace millrace
