// SPDX-License-Identifier: Apache-2.0
//
// SharedList: a vector whose copies share their items until one of them is
// changed. For catalogs: the columns of one table stand in the catalog, in a
// route, in the ledger's records and in a proposal, and seldom change on the
// way. Whoever may change an item gets items of its own first, so pointers
// and iterators that were taken before hold on to the items of before: take
// them anew after a change, as with a vector that grew. Thread: as a vector;
// copies of one list may be used from different threads.
#pragma once

#include <atomic>
#include <initializer_list>
#include <utility>
#include <vector>

namespace millrace {

template <typename T>
class SharedList {
 public:
  using Items = std::vector<T>;
  using value_type = T;
  using size_type = typename Items::size_type;
  using difference_type = typename Items::difference_type;
  using reference = T&;
  using const_reference = const T&;
  using iterator = typename Items::iterator;
  using const_iterator = typename Items::const_iterator;

  SharedList() = default;
  SharedList(std::initializer_list<T> items) : SharedList(Items(items)) {}
  SharedList(Items items) {  // NOLINT: as a vector is given
    if (!items.empty()) body_ = new Body{std::move(items)};
  }
  SharedList(const SharedList& other) : body_(other.body_) {
    if (body_ != nullptr) body_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  SharedList(SharedList&& other) noexcept
      : body_(std::exchange(other.body_, nullptr)) {}
  SharedList& operator=(SharedList other) noexcept {
    std::swap(body_, other.body_);
    return *this;
  }
  ~SharedList() {
    if (body_ == nullptr) return;
    if (body_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete body_;
    }
  }

  const Items& items() const { return body_ == nullptr ? kNone : body_->items; }
  operator const Items&() const { return items(); }  // NOLINT: it is one

  // To be changed; no other list sees it.
  Items& edit() {
    if (body_ == nullptr) {
      body_ = new Body;
    } else if (body_->owners.load(std::memory_order_acquire) != 1) {
      *this = SharedList(new Body{body_->items});
    }
    return body_->items;
  }

  bool empty() const { return items().empty(); }
  size_type size() const { return items().size(); }
  const_iterator begin() const { return items().begin(); }
  const_iterator end() const { return items().end(); }
  const T* data() const { return items().data(); }
  const T& operator[](size_type at) const { return items()[at]; }
  const T& at(size_type at) const { return items().at(at); }
  const T& front() const { return items().front(); }
  const T& back() const { return items().back(); }

  iterator begin() { return edit().begin(); }
  iterator end() { return edit().end(); }
  T* data() { return edit().data(); }
  T& operator[](size_type at) { return edit()[at]; }
  T& at(size_type at) { return edit().at(at); }
  T& front() { return edit().front(); }
  T& back() { return edit().back(); }
  void push_back(T item) { edit().push_back(std::move(item)); }
  template <typename... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    return edit().emplace_back(std::forward<Arguments>(arguments)...);
  }
  template <typename... Arguments>
  iterator insert(Arguments&&... arguments) {
    return edit().insert(std::forward<Arguments>(arguments)...);
  }
  template <typename... Arguments>
  iterator erase(Arguments&&... arguments) {
    return edit().erase(std::forward<Arguments>(arguments)...);
  }
  void pop_back() { edit().pop_back(); }
  void reserve(size_type size) { edit().reserve(size); }
  void resize(size_type size) { edit().resize(size); }
  void clear() { *this = SharedList(); }

  bool shares_with(const SharedList& other) const {
    return body_ == other.body_;
  }
  friend bool operator==(const SharedList& a, const SharedList& b) {
    return a.shares_with(b) || a.items() == b.items();
  }

 private:
  struct Body {
    Items items;
    std::atomic<size_type> owners{1};
  };
  explicit SharedList(Body* body) : body_(body) {}

  static inline const Items kNone;
  Body* body_ = nullptr;
};

}  // namespace millrace
