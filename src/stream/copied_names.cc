// SPDX-License-Identifier: Apache-2.0
#include "stream/copied_names.h"

#include "base/text.h"

namespace millrace {

CopiedNames copied_names(const Table& began) {
  CopiedNames names;
  for (const Column& column : began.columns) names.push_back(column.name);
  return names;
}

CopiedNames follow(const CopiedNames& names,
                   const TableAlteration& alteration) {
  CopiedNames followed;
  for (const int origin : alteration.origin) {
    followed.push_back(origin < 0 ? "" : names[static_cast<size_t>(origin)]);
  }
  return followed;
}

std::string passed_on(const CopiedNames& names, const Table& after) {
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string& now = after.columns[i].name;
    if (names[i].empty() || iequals(names[i], now)) continue;
    for (const Column& other : after.columns) {
      if (!iequals(other.name, names[i])) continue;
      return cat("column ", names[i], " goes by ", now,
                 " and another takes its name while rows of a copy may be "
                 "ahead of it");
    }
  }
  return "";
}

}  // namespace millrace
