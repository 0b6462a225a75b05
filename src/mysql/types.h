// SPDX-License-Identifier: Apache-2.0
//
// A column of information_schema in neutral words (model/type.h). The one
// place that knows how the MySQL family spells its types; a type that is
// not known here becomes kOther, which the planner refuses by name.
// Thread: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/type.h"

namespace millrace::mysql {

// `column_type` as COLUMN_TYPE prints it: "int(10) unsigned", "enum('a')".
// `charset` and `collation` are "" for what is no text.
Type parse_type(std::string_view column_type, std::string_view charset,
                std::string_view collation);

// The labels of "enum('a','b''c','d\\e')", in order. Empty when malformed.
std::vector<std::string> parse_labels(std::string_view column_type);

// Reads a quoted SQL string that begins at `*at`, quotes doubled and
// backslash escapes undone; moves `*at` behind it. False when malformed.
bool parse_quoted(std::string_view sql, size_t* at, std::string* value);

}  // namespace millrace::mysql
