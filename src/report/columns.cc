// SPDX-License-Identifier: Apache-2.0
#include "report/columns.h"

#include <algorithm>

namespace millrace {
namespace {

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

bool right_aligned(const std::vector<std::vector<std::string>>& lines,
                   size_t column) {
  for (size_t i = 1; i < lines.size(); ++i) {
    if (column >= lines[i].size() || lines[i][column].empty()) continue;
    const char c = lines[i][column][0];
    if (c < '0' || c > '9') return false;
  }
  return lines.size() > 1;
}

}  // namespace

size_t text_width(std::string_view utf8) {
  return static_cast<size_t>(
      std::count_if(utf8.begin(), utf8.end(), begins_character));
}

std::string fitted(std::string_view utf8, size_t width) {
  if (text_width(utf8) <= width) return std::string(utf8);
  if (width == 0) return "";
  size_t bytes = 0;
  for (size_t seen = 0; bytes < utf8.size(); ++bytes) {
    if (begins_character(utf8[bytes]) && seen++ == width - 1) break;
  }
  return std::string(utf8.substr(0, bytes)) + "~";
}

std::string padded(std::string_view utf8, size_t width) {
  const size_t w = text_width(utf8);
  return std::string(utf8) + std::string(w < width ? width - w : 0, ' ');
}

std::string padded_left(std::string_view utf8, size_t width) {
  const size_t w = text_width(utf8);
  return std::string(w < width ? width - w : 0, ' ') + std::string(utf8);
}

std::string columns_text(const std::vector<std::vector<std::string>>& lines,
                         size_t indent) {
  std::vector<size_t> widths;
  for (const auto& line : lines) {
    widths.resize(std::max(widths.size(), line.size()), 0);
    for (size_t c = 0; c < line.size(); ++c) {
      widths[c] = std::max(widths[c], text_width(line[c]));
    }
  }
  std::string out;
  for (const auto& line : lines) {
    std::string text(indent, ' ');
    for (size_t c = 0; c < line.size(); ++c) {
      if (c > 0) text += "  ";
      text += right_aligned(lines, c) ? padded_left(line[c], widths[c])
                                      : padded(line[c], widths[c]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

}  // namespace millrace
