// SPDX-License-Identifier: Apache-2.0
#include "postgres/identifiers.h"

#include "base/digest.h"
#include "base/text.h"

namespace millrace {

std::string quote_name(std::string_view name) {
  return "\"" + replace_all(name, "\"", "\"\"") + "\"";
}

std::string quote_name(const QualifiedName& name) {
  return quote_name(name.schema) + "." + quote_name(name.table);
}

std::string quote_names(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(quote_name(name));
  return join(quoted, ", ");
}

std::string quote_text(std::string_view text) {
  return "'" + replace_all(text, "'", "''") + "'";
}

std::string fit_name(const std::string& name) {
  if (name.size() <= kNameBytes) return name;
  uint64_t hash = hash64(name);
  std::string digits;
  for (int i = 0; i < 4; ++i) {
    digits.push_back(static_cast<char>(hash >> (8 * i)));
  }
  std::string head = name.substr(0, kNameBytes - 9);
  head.resize(valid_utf8_prefix(head));
  return head + "_" + hex(digits);
}

}  // namespace millrace
