// SPDX-License-Identifier: Apache-2.0
//
// How the oracle reads one column on both sides: an expression for each
// server, made of that server's own functions, that turns every value of the
// type into one agreed text. Shares nothing with src.
#pragma once

#include <string>

namespace millrace::test {

enum class Canonical { kAsIs, kNumber, kJson };

struct OracleColumn {
  std::string name;
  std::string data_type;    // information_schema: "int", "varchar"
  std::string column_type;  // "int(10) unsigned zerofill"
  std::string target_type;  // format_type: "numeric(20,0)"
};

struct OracleForm {
  // Yields hexadecimal digits, '~' for NULL; kNumber: the number, or NULL.
  std::string source;
  std::string target;
  Canonical canonical = Canonical::kAsIs;  // left for the reader to do
};

OracleForm oracle_form(const OracleColumn& column);
// The agreed text of one value, when the servers cannot be brought to it.
std::string canonical_text(Canonical canonical, const std::string& text);

}  // namespace millrace::test
