// SPDX-License-Identifier: Apache-2.0
//
// Secret: a password on its way to a client library. It has no stream
// operator and no implicit conversion; `shown()` is always "***".
#pragma once

#include <string>
#include <utility>

namespace millrace {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  // Only for the call that opens a connection.
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }
  static const char* shown() { return "***"; }

 private:
  std::string value_;
};

}  // namespace millrace
