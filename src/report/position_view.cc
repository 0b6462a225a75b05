// SPDX-License-Identifier: Apache-2.0
#include "report/position_view.h"

#include "base/text.h"
#include "report/paint.h"

namespace millrace {

void write_position(JsonWriter& json, const Position& position) {
  switch (position.kind) {
    case PositionKind::kNone:
      json.null();
      return;
    case PositionKind::kFile:
      json.begin_object()
          .member("file", position.file)
          .member("offset", position.offset)
          .end_object();
      return;
    case PositionKind::kMysqlGtid:
    case PositionKind::kMariadbGtid:
      json.begin_object().member("gtid", position.gtid).end_object();
      return;
  }
}

std::string position_text(const Position& position) {
  constexpr size_t kLongest = 100;
  std::string text;
  switch (position.kind) {
    case PositionKind::kNone:
      return "unknown";
    case PositionKind::kFile:
      text = cat(position.file, ":", position.offset);
      break;
    default:
      text = position.gtid.empty() ? "the beginning (no GTID yet)"
                                   : "GTID " + position.gtid;
  }
  text = shown(replace_all(text, "\n", ""));
  if (text.size() <= kLongest) return text;
  // The ends say most: the first server's set and the newest interval.
  return cat(text.substr(0, 45), " ... ", text.substr(text.size() - 45));
}

}  // namespace millrace
