// SPDX-License-Identifier: Apache-2.0
//
// Rows: the answer of one query, read by position. Copies share the answer.
// Thread: one reader at a time.
#pragma once

#include <cstdint>
#include <pqxx/result>
#include <string>
#include <string_view>

namespace millrace {

class Rows {
 public:
  Rows() = default;
  explicit Rows(const pqxx::result& result);

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  uint64_t affected() const;  // rows a statement changed

  bool is_null(size_t row, int column) const;
  std::string_view text(size_t row, int column) const;  // "" when NULL
  std::string str(size_t row, int column) const {
    return std::string(text(row, column));
  }
  int64_t integer(size_t row, int column) const;  // 0 when NULL
  bool flag(size_t row, int column) const;        // 't'

 private:
  pqxx::result result_;
  size_t size_ = 0;
};

}  // namespace millrace
