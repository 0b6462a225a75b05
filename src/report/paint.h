// SPDX-License-Identifier: Apache-2.0
//
// Paint: colour for a terminal, or plain text when it is off. Every view
// takes one, so that no view asks what it writes to. SGR codes of
// ECMA-48. Thread: value.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

class Paint {
 public:
  explicit Paint(bool on = false) : on_(on) {}
  bool on() const { return on_; }

  std::string red(std::string_view s) const { return wrap("31", s); }
  std::string green(std::string_view s) const { return wrap("32", s); }
  std::string yellow(std::string_view s) const { return wrap("33", s); }
  std::string cyan(std::string_view s) const { return wrap("36", s); }
  std::string bold(std::string_view s) const { return wrap("1", s); }
  std::string dim(std::string_view s) const { return wrap("2", s); }

 private:
  std::string wrap(std::string_view code, std::string_view s) const;
  bool on_;
};

// What another system wrote (a name, a value) as one harmless line: control
// characters, which could move a terminal's cursor or forge a line, become
// visible escapes; invalid UTF-8 becomes \xHH.
std::string shown(std::string_view s);

// `text` with every line after `indent` spaces; ends with a newline.
std::string indented(std::string_view text, size_t indent);

}  // namespace millrace
