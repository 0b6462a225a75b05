// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/log_position.h"

#include "base/text.h"

namespace millrace::mysql {

Status LogPosition::start(const Position& from) {
  kind_ = from.kind;
  file_ = finished_file_ = from.file;
  offset_ = event_offset_ = finished_offset_ = from.offset;
  server_uuid_ = from.server_uuid;
  if (from.holds()) {
    file_ = from.held_file;
    offset_ = event_offset_ = from.held_offset;
  }
  switch (from.kind) {
    case PositionKind::kMysqlGtid: {
      MR_ASSIGN_OR_RETURN(mysql_, MysqlGtidSet::parse(from.gtid));
      return {};
    }
    case PositionKind::kMariadbGtid: {
      MR_ASSIGN_OR_RETURN(mariadb_, MariadbGtidSet::parse(from.gtid));
      return {};
    }
    case PositionKind::kFile:
      return {};
    case PositionKind::kNone:
      break;
  }
  return Status::broken("the log cannot be opened without a position");
}

void LogPosition::rotate(const std::string& file, uint64_t offset) {
  file_ = file;
  offset_ = event_offset_ = offset;
}

// Events that the server makes up are not in the file. The low half of the
// end is given; when it is below ours, 4 GiB more have been passed. MariaDB
// 11.4 and later give no end inside a transaction: there sizes are added.
void LogPosition::pass(const EventHeader& header) {
  const bool made_up =
      header.flags & EventHeader::kArtificial ||
      (header.next_position == 0 &&
       (header.type == EventType::kFormatDescription ||
        header.type == EventType::kRotate || header.timestamp == 0));
  const bool heartbeat = header.type == EventType::kHeartbeat ||
                         header.type == EventType::kHeartbeatV2;
  if (made_up || heartbeat) return;
  event_offset_ = offset_;
  if (header.next_position == 0) {
    offset_ += header.size;
    return;
  }
  constexpr uint64_t kHalf = uint64_t{1} << 32;
  const uint64_t base = offset_ & ~(kHalf - 1);
  const uint64_t end = base | header.next_position;
  offset_ = end < offset_ ? end + kHalf : end;
  event_offset_ = offset_ - header.size;
}

void LogPosition::finish(const MysqlGtid& gtid) {
  if (gtid.number) mysql_.add(gtid.sid, gtid.tag, gtid.number, gtid.number);
  finish();
}

void LogPosition::finish(const MariadbGtid& gtid) {
  mariadb_.set(gtid.gtid);
  finish();
}

bool LogPosition::finish() {
  if (finished_offset_ == offset_ && finished_file_ == file_) return false;
  // Read once more, for the sake of what was held there.
  if (kind_ == PositionKind::kFile) {
    const int order = compare_log_files(file_, finished_file_);
    if (order < 0 || (order == 0 && offset_ < finished_offset_)) return false;
  }
  finished_file_ = file_;
  finished_offset_ = offset_;
  return true;
}

Position LogPosition::position() const {
  Position p;
  p.kind = kind_;
  if (kind_ == PositionKind::kMysqlGtid) p.gtid = mysql_.str();
  if (kind_ == PositionKind::kMariadbGtid) p.gtid = mariadb_.str();
  p.file = finished_file_;
  p.offset = finished_offset_;
  p.server_uuid = server_uuid_;
  return p;
}

std::string LogPosition::place() const { return cat(file_, ':', offset_); }

}  // namespace millrace::mysql
