// SPDX-License-Identifier: Apache-2.0
//
// Two servers as the command-line clients of their own makers see them:
// `mariadb` for the source, `psql` for the target. Tests load data and look
// at results through these alone, never through millrace. Thread: any.
#pragma once

#include <string>
#include <vector>

#include "support/process.h"

namespace millrace::test {

struct Address {
  std::string host = "127.0.0.1";
  int port = 0;
  std::string user;
  std::string database;  // target only
};

// Rows of columns, as the client prints them. Values that may hold tabs or
// line ends are for the query to encode (HEX).
using Lines = std::vector<std::vector<std::string>>;

class Servers {
 public:
  Servers(Address source, Address target)
      : source_(std::move(source)), target_(std::move(target)) {}

  const Address& source() const { return source_; }
  const Address& target() const { return target_; }

  // A whole script; a failing statement throws with what the client said.
  void run_source(const std::string& script) const;
  void run_target(const std::string& script) const;
  Argv source_argv() const;
  Lines ask_source(const std::string& query) const;
  Lines ask_target(const std::string& query) const;
  // The only value of the only row.
  std::string source_value(const std::string& query) const;
  std::string target_value(const std::string& query) const;

 private:
  Address source_;
  Address target_;
};

std::string quote_source(const std::string& identifier);  // `a``b`
std::string quote_target(const std::string& identifier);  // "a""b"
std::string target_literal(const std::string& text);      // 'it''s'
std::string hex_of(const std::string& bytes);
std::string unhex(const std::string& digits);

}  // namespace millrace::test
