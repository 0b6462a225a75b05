// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/gtid_event.h"

#include <bit>

#include "base/text.h"
#include "mysql/binlog/byte_reader.h"

namespace millrace::mysql {
namespace {

constexpr size_t kSidSize = 16;
constexpr uint64_t kTimeMask = (uint64_t{1} << 55) - 1;  // the rest is a flag

Status malformed() { return stop_with("S208", "a GTID event is malformed"); }

Result<MysqlGtid> read_plain(const Event& event) {
  MysqlGtid out;
  ByteReader in(event.body);
  in.skip(1);  // flags
  out.sid = std::string(in.take(kSidSize));
  out.number = in.u64();
  if (!in.ok()) return malformed();
  // Logical clock, then the commit's time; old servers end before it.
  if (in.left() >= 1 + 16 + 7 && in.u8() == 2) {
    in.skip(16);
    out.commit_time_us = static_cast<int64_t>(in.le(7) & kTimeMask);
  }
  if (event.header.type == EventType::kAnonymousGtid) out.number = 0;
  return out;
}

// A number of 1 to 9 bytes: as many low bits set in the first byte as
// bytes follow it.
uint64_t variable(ByteReader& in) {
  const uint8_t first = in.u8();
  const unsigned more = static_cast<unsigned>(std::countr_one(first));
  const uint64_t rest = in.le(more);
  if (more == 8) return rest;
  return rest << (7 - more) | first >> (more + 1);
}

uint64_t variable_signed(ByteReader& in) {
  const uint64_t v = variable(in);
  return v & 1 ? ~(v >> 1) : v >> 1;
}

enum TaggedField : uint64_t {
  kFlags = 0,
  kSid = 1,
  kNumber = 2,
  kTag = 3,
  kLastCommitted = 4,
  kSequence = 5,
  kCommitTime = 6,
};

// Fields in rising order, each its number and its value; those after the
// commit's time are not needed.
Result<MysqlGtid> read_tagged(const Event& event) {
  MysqlGtid out;
  ByteReader in(event.body);
  variable(in);  // format version
  if (variable(in) != event.body.size()) return malformed();
  variable(in);  // last field that may not be ignored
  while (in.ok() && !in.at_end()) {
    const uint64_t field = variable(in);
    if (field > kCommitTime) break;
    switch (field) {
      case kFlags:
        variable(in);
        break;
      case kSid:
        for (size_t i = 0; i < kSidSize; ++i) {
          out.sid += static_cast<char>(variable(in));
        }
        break;
      case kNumber:
        out.number = variable_signed(in);
        break;
      case kTag:
        out.tag = std::string(in.take(variable(in)));
        break;
      case kCommitTime:
        out.commit_time_us = static_cast<int64_t>(variable(in));
        break;
      default:
        variable_signed(in);
    }
  }
  if (!in.ok() || out.sid.size() != kSidSize || out.number == 0) {
    return malformed();
  }
  return out;
}

}  // namespace

std::string MysqlGtid::str() const {
  if (number == 0) return {};
  const std::string h = hex(sid);
  std::string out =
      cat(h.substr(0, 8), '-', h.substr(8, 4), '-', h.substr(12, 4), '-',
          h.substr(16, 4), '-', h.substr(20));
  if (!tag.empty()) append_to(out, ':', tag);
  return cat(out, ':', number);
}

std::string MariadbGtid::str() const {
  return cat(gtid.domain, '-', gtid.server, '-', gtid.sequence);
}

Result<MysqlGtid> read_mysql_gtid(const Event& event) {
  return event.header.type == EventType::kGtidTagged ? read_tagged(event)
                                                     : read_plain(event);
}

Result<MariadbGtid> read_mariadb_gtid(const Event& event) {
  ByteReader in(event.body);
  MariadbGtid out;
  out.gtid.sequence = in.u64();
  out.gtid.domain = in.u32();
  out.gtid.server = event.header.server_id;
  out.flags = in.u8();
  if (out.flags & MariadbGtid::kGroupCommit) in.skip(8);
  if (out.flags & (MariadbGtid::kPreparedXa | MariadbGtid::kCompletedXa)) {
    in.skip(4);
    const unsigned global = in.u8();
    const unsigned branch = in.u8();
    in.skip(global + branch);
  }
  if (in.ok() && !in.at_end()) out.extra = in.u8();
  if (!in.ok()) return malformed();
  return out;
}

}  // namespace millrace::mysql
