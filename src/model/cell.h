// SPDX-License-Identifier: Apache-2.0
//
// Cell and Row: data in the neutral form (model/type.h). A Cell is a view:
// its bytes belong to whoever made it and live until that one says so.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace millrace {

struct Cell {
  const char* data = nullptr;  // nullptr is SQL NULL; "" is not
  uint32_t size = 0;

  static Cell null() { return {}; }
  static Cell of(std::string_view s) {
    return {s.data() ? s.data() : "", static_cast<uint32_t>(s.size())};
  }
  bool is_null() const { return data == nullptr; }
  std::string_view text() const { return {data, size}; }
  bool operator==(const Cell& o) const {
    return is_null() == o.is_null() && text() == o.text();
  }
};

using Row = std::span<const Cell>;

}  // namespace millrace
