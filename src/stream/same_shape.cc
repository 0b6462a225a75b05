// SPDX-License-Identifier: Apache-2.0
#include "stream/same_shape.h"

#include <algorithm>
#include <vector>

namespace millrace {
namespace {

Type comparable(Type type) {
  if (type.charset == "utf8") type.charset = "utf8mb3";
  type.collation.clear();
  type.zerofill = false;
  if (type.kind == TypeKind::kInteger) type.length = 0;
  return type;
}

bool same_column(const Column& a, const Column& b) {
  return a.name == b.name && comparable(a.type) == comparable(b.type) &&
         a.nullable == b.nullable && a.generated == b.generated &&
         a.auto_increment == b.auto_increment &&
         a.default_value.has_value() == b.default_value.has_value() &&
         a.default_is_expression == b.default_is_expression;
}

std::vector<std::vector<IndexColumn>> keys_of(const Table& table, bool unique) {
  std::vector<std::vector<IndexColumn>> keys;
  for (const Index& index : table.indexes) {
    if (index.unique != unique) continue;
    keys.push_back(index.columns);
    // A server cuts a plain index that would be too long by itself.
    if (unique) continue;
    for (IndexColumn& part : keys.back()) part.prefix_length = 0;
  }
  std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) {
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const IndexColumn& x, const IndexColumn& y) {
          return x.name < y.name;
        });
  });
  return keys;
}

}  // namespace

bool same_shape(const Table& a, const Table& b) {
  if (!std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(),
                  b.columns.end(), same_column)) {
    return false;
  }
  if (a.primary_key.has_value() != b.primary_key.has_value()) return false;
  if (a.primary_key && a.primary_key->columns != b.primary_key->columns) {
    return false;
  }
  return keys_of(a, true) == keys_of(b, true) &&
         keys_of(a, false) == keys_of(b, false);
}

}  // namespace millrace
