// SPDX-License-Identifier: Apache-2.0
//
// Pattern: names tables by database.table (docs/plan.md, "Patterns"):
//   shop.orders       one table
//   shop_*.order*     * stands for any run of characters inside one part;
//                     the first * is $1, the second $2 ...
//   /shop_([0-9]+)\.orders/   RE2 over "database.table", anchored at both
//                     ends; ( ) are $1, $2 ...
// Letters count as written. Thread: const, any; copies are cheap.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "model/identifier.h"

namespace re2 {
class RE2;
}

namespace millrace {

class Pattern {
 public:
  // Refused with code P009 (shape) or P010 (regular expression).
  static Result<Pattern> parse(std::string_view text);

  // `groups`, when given, is set to $1, $2 ... of the match ("" for a group
  // that took no part).
  bool matches(std::string_view database, std::string_view table,
               std::vector<std::string>* groups = nullptr) const;
  bool matches(const QualifiedName& name) const {
    return matches(name.schema, name.table);
  }

  int group_count() const;
  const std::string& text() const { return text_; }
  // The one table, or the one database, that the pattern spells out.
  const std::optional<QualifiedName>& literal() const { return literal_; }
  const std::optional<std::string>& literal_database() const {
    return literal_database_;
  }

 private:
  std::string text_;
  std::optional<QualifiedName> literal_;
  std::optional<std::string> literal_database_;
  // One expression over "database.table", or one for each part.
  std::vector<std::shared_ptr<const re2::RE2>> parts_;
};

}  // namespace millrace
