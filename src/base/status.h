// SPDX-License-Identifier: Apache-2.0
//
// Status and Result<T>: how every room reports failure across its border.
//
// Three kinds of failure, by what the caller can do about it:
//   kRefused  the user must change something (Plan, grants, schema, disk)
//   kRetry    the same call may succeed later (connection lost, deadlock)
//   kBroken   an invariant or the data is wrong: stop, never go on
// A message says what happened, where (route, chunk, position) and what to
// do next. Thread: values, no shared state.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace millrace {

enum class StatusKind { kOk, kRefused, kRetry, kBroken };

class [[nodiscard]] Status {
 public:
  Status() = default;
  static Status ok_status() { return {}; }
  static Status refused(std::string message) {
    return {StatusKind::kRefused, std::move(message)};
  }
  static Status retry(std::string message) {
    return {StatusKind::kRetry, std::move(message)};
  }
  static Status broken(std::string message) {
    return {StatusKind::kBroken, std::move(message)};
  }

  bool ok() const { return kind_ == StatusKind::kOk; }
  StatusKind kind() const { return kind_; }
  const std::string& message() const { return message_; }

  // A finding code ("S201") when the failure is one that `explain` knows.
  const std::string& code() const { return code_; }
  Status with_code(std::string code) && {
    code_ = std::move(code);
    return std::move(*this);
  }

  // The same failure, its message preceded by "where: ".
  Status at(const std::string& where) const {
    if (ok()) return *this;
    Status s(kind_, where + ": " + message_);
    s.code_ = code_;
    return s;
  }

 private:
  Status(StatusKind kind, std::string message)
      : kind_(kind), message_(std::move(message)) {}

  StatusKind kind_ = StatusKind::kOk;
  std::string message_;
  std::string code_;
};

// Either a value or a failed Status; never both, never an ok Status.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}        // NOLINT
  Result(Status status) : state_(std::move(status)) {  // NOLINT
    assert(!std::get<Status>(state_).ok());
  }

  bool ok() const { return std::holds_alternative<T>(state_); }
  Status status() const { return ok() ? Status() : std::get<Status>(state_); }
  T& value() & { return std::get<T>(state_); }
  const T& value() const& { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::get<T>(std::move(state_)); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace millrace

#define MR_CONCAT_INNER(a, b) a##b
#define MR_CONCAT(a, b) MR_CONCAT_INNER(a, b)

// Leave the function with the failed Status of `expr`.
#define MR_RETURN_IF_ERROR(expr) \
  MR_RETURN_IF_ERROR_IMPL(MR_CONCAT(mr_status_, __LINE__), expr)
#define MR_RETURN_IF_ERROR_IMPL(tmp, expr) \
  do {                                     \
    ::millrace::Status tmp = (expr);       \
    if (!tmp.ok()) return tmp;             \
  } while (false)

// `lhs = value of expr`, or leave the function with its failed Status.
#define MR_ASSIGN_OR_RETURN(lhs, expr) \
  MR_ASSIGN_OR_RETURN_IMPL(MR_CONCAT(mr_result_, __LINE__), lhs, expr)
#define MR_ASSIGN_OR_RETURN_IMPL(tmp, lhs, expr) \
  auto tmp = (expr);                             \
  if (!tmp.ok()) return tmp.status();            \
  lhs = std::move(tmp).value()
