// SPDX-License-Identifier: Apache-2.0
//
// Arena: bytes that live as long as it does and go all at once. Used for
// the cells of a TransactionPart, so that a decoded row costs no malloc.
// Thread: one owner at a time. Addresses stay valid when it is moved.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace millrace {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  char* allocate(size_t n, size_t align = 1) {
    size_t at = (used_ + align - 1) & ~(align - 1);
    if (blocks_.empty() || at + n > capacity_) {
      capacity_ = n > kBlock ? n : kBlock;
      blocks_.push_back(std::make_unique<char[]>(capacity_));
      total_ += capacity_;
      at = 0;
    }
    used_ = at + n;
    return blocks_.back().get() + at;
  }
  std::string_view copy(std::string_view s) {
    if (s.empty()) return {};
    char* p = allocate(s.size());
    std::memcpy(p, s.data(), s.size());
    return {p, s.size()};
  }
  template <typename T>
  T* array(size_t n) {
    return new (allocate(n * sizeof(T), alignof(T))) T[n];
  }
  size_t bytes() const { return total_; }  // memory held
  void clear() {
    blocks_.clear();
    used_ = capacity_ = total_ = 0;
  }

 private:
  static constexpr size_t kBlock = 64 * 1024;
  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t used_ = 0;
  size_t capacity_ = 0;
  size_t total_ = 0;
};

}  // namespace millrace
