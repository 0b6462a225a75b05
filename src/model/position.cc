// SPDX-License-Identifier: Apache-2.0
#include "model/position.h"

#include <algorithm>

#include "base/text.h"
#include "model/gtid_set.h"

namespace millrace {
namespace {

// In the order of PositionKind.
constexpr const char* kKinds[] = {"none", "file", "mysql_gtid", "mariadb_gtid"};

// "bin.000012" -> "bin", "000012"; without digits at the end: name, "".
std::pair<std::string, std::string> split_log_file(const std::string& name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot + 1 == name.size() ||
      name.find_first_not_of("0123456789", dot + 1) != std::string::npos) {
    return {name, ""};
  }
  const size_t digits = name.find_first_not_of('0', dot + 1);
  return {name.substr(0, dot),
          digits == std::string::npos ? "0" : name.substr(digits)};
}

int sign(int n) { return n < 0 ? -1 : n > 0 ? 1 : 0; }

Status read_offset(const JsonNode& node, uint64_t* out) {
  const JsonNode* offset = node.find("offset");
  if (offset == nullptr) return {};
  const char* end = offset->text.data() + offset->text.size();
  const auto read = std::from_chars(offset->text.data(), end, *out);
  if (!offset->is_number() || read.ptr != end || read.ec != std::errc()) {
    return Status::broken(
        "a saved position has an offset that is no whole number");
  }
  return {};
}

Result<bool> file_reached(const Position& at, const Position& goal) {
  if (at.server_uuid != goal.server_uuid && !at.server_uuid.empty() &&
      !goal.server_uuid.empty()) {
    return Status::broken(
        cat("position ", at.str(), " is in the log of server ", at.server_uuid,
            ", ", goal.str(), " in that of server ", goal.server_uuid,
            ": file positions of two servers cannot be "
            "compared; copy the tables anew from the server that is there"));
  }
  if (split_log_file(at.file).first != split_log_file(goal.file).first) {
    return Status::broken(cat("positions ", at.str(), " and ", goal.str(),
                              " are in logs of different names and cannot be "
                              "compared; was the source's log renamed?"));
  }
  const int order = compare_log_files(at.file, goal.file);
  return order > 0 || (order == 0 && at.offset >= goal.offset);
}

}  // namespace

Position Position::reading_start() const {
  Position start = *this;
  start.held_gtid.clear();
  start.held_file.clear();
  start.held_offset = 0;
  if (!holds()) return start;
  start.gtid = held_gtid;
  start.file = held_file;
  start.offset = held_offset;
  return start;
}

std::string Position::str() const {
  switch (kind) {
    case PositionKind::kNone:
      return "(none)";
    case PositionKind::kFile:
      return cat(file, ":", offset);
    default:
      return gtid.empty() ? "(empty GTID set)" : gtid;
  }
}

void write_json(JsonWriter& json, const Position& position) {
  json.begin_object();
  json.member("kind", kKinds[static_cast<int>(position.kind)]);
  if (position.kind == PositionKind::kMysqlGtid ||
      position.kind == PositionKind::kMariadbGtid || !position.gtid.empty()) {
    json.member("gtid", position.gtid);
  }
  if (!position.file.empty() || position.offset != 0) {
    json.member("file", position.file).member("offset", position.offset);
  }
  if (!position.server_uuid.empty()) {
    json.member("server_uuid", position.server_uuid);
  }
  if (position.holds()) {
    json.key("held_from").begin_object();
    json.member("gtid", position.held_gtid);
    json.member("file", position.held_file);
    json.member("offset", position.held_offset);
    json.end_object();
  }
  json.end_object();
}

std::string position_to_json(const Position& position) {
  JsonWriter json;
  write_json(json, position);
  return json.take();
}

Result<Position> position_from_json(const std::string& text) {
  MR_ASSIGN_OR_RETURN(const JsonNode node, parse_own_json(text));
  Position position;
  MR_RETURN_IF_ERROR(read_json(node, &position));
  return position;
}

Status read_json(const JsonNode& node, Position* out) {
  const std::string kind = node.string_or("kind", "");
  const auto at = std::find(std::begin(kKinds), std::end(kKinds), kind);
  if (at == std::end(kKinds)) {
    return Status::broken(cat("a saved position is of kind \"", kind,
                              "\", which this millrace does not know"));
  }
  Position position;
  position.kind = static_cast<PositionKind>(at - std::begin(kKinds));
  position.gtid = node.string_or("gtid", "");
  position.file = node.string_or("file", "");
  MR_RETURN_IF_ERROR(read_offset(node, &position.offset));
  if (const JsonNode* held = node.find("held_from")) {
    position.held_gtid = held->string_or("gtid", "");
    position.held_file = held->string_or("file", "");
    MR_RETURN_IF_ERROR(read_offset(*held, &position.held_offset));
  }
  position.server_uuid = node.string_or("server_uuid", "");
  *out = std::move(position);
  return {};
}

Result<bool> reached(const Position& at, const Position& goal) {
  if (at.kind != goal.kind || at.kind == PositionKind::kNone) {
    return Status::broken(cat("positions ", at.str(), " and ", goal.str(),
                              " cannot be compared: one is a ",
                              kKinds[static_cast<int>(at.kind)],
                              " position, the other a ",
                              kKinds[static_cast<int>(goal.kind)], " one"));
  }
  if (at.kind == PositionKind::kFile) return file_reached(at, goal);
  if (at.kind == PositionKind::kMysqlGtid) {
    MR_ASSIGN_OR_RETURN(const auto have, MysqlGtidSet::parse(at.gtid));
    MR_ASSIGN_OR_RETURN(const auto want, MysqlGtidSet::parse(goal.gtid));
    return have.contains(want);
  }
  MR_ASSIGN_OR_RETURN(const auto have, MariadbGtidSet::parse(at.gtid));
  MR_ASSIGN_OR_RETURN(const auto want, MariadbGtidSet::parse(goal.gtid));
  return have.reached(want);
}

int compare_log_files(const std::string& a, const std::string& b) {
  const auto [a_base, a_digits] = split_log_file(a);
  const auto [b_base, b_digits] = split_log_file(b);
  if (a_base != b_base) return sign(a_base.compare(b_base));
  if (a_digits.size() != b_digits.size()) {
    return a_digits.size() < b_digits.size() ? -1 : 1;
  }
  return sign(a_digits.compare(b_digits));
}

}  // namespace millrace
