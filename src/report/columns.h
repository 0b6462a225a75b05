// SPDX-License-Identifier: Apache-2.0
//
// Columns: lines of cells, padded so that they stand under each other.
// Width is counted in code points, which is right for names in most
// scripts. Thread: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace millrace {

size_t text_width(std::string_view utf8);
// At most `width` code points; what is cut is shown by a closing "~".
std::string fitted(std::string_view utf8, size_t width);
std::string padded(std::string_view utf8, size_t width);
std::string padded_left(std::string_view utf8, size_t width);

// The first line is the heading. A column whose cells below it all begin
// with a digit stands to the right. Every line ends with a newline.
std::string columns_text(const std::vector<std::vector<std::string>>& lines,
                         size_t indent);

}  // namespace millrace
