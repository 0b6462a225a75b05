// SPDX-License-Identifier: Apache-2.0
#include "stream/copied_names.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {

CopiedNames copied_names(const Table& began) {
  CopiedNames names;
  for (const Column& column : began.columns) names.push_back(column.name);
  return names;
}

AskedNames asked_names(const RoadRecord& road) {
  AskedNames asked = road.asked_names;
  const CopiedNames now = copied_names(road.source_table);
  const bool known = std::find(asked.begin(), asked.end(), now) != asked.end();
  if (asked.empty() || (!road.copied && !known)) asked.push_back(now);
  return asked;
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
