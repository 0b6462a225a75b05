// SPDX-License-Identifier: Apache-2.0
//
// The names that gh-ost and pt-online-schema-change give to the tables they
// work with: `_t_gho` and `_t_new` (the copy that is altered), `_t_ghc`
// (gh-ost's notes), `_t_del` and `_t_old` (the table that was put aside), with
// more underscores in front where a name is taken. Thread: pure.
#pragma once

#include <optional>
#include <string>

namespace millrace {

struct HelperTable {
  enum class Role { kCopy, kNotes, kPutAside };
  std::string of;  // the table that is changed
  // Its name when the last word of `of` is the moment that gh-ost can add:
  // "orders" of `_orders_20240131120000_del`, else "".
  std::string of_unstamped;
  Role role = Role::kCopy;
  const char* tool = "";
  // At work, not left over.
  bool in_progress() const { return role != Role::kPutAside; }
  bool is_of(const std::string& table) const {
    return of == table || (!of_unstamped.empty() && of_unstamped == table);
  }
};

// nullopt when the name is none of theirs.
std::optional<HelperTable> helper_table(const std::string& name);

}  // namespace millrace
