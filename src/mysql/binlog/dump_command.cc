// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/dump_command.h"

#include "base/text.h"
#include "model/gtid_set.h"
#include "mysql/binlog/event.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

constexpr uint64_t kFirstOffset = 4;  // behind the magic number

void put(std::string& out, uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) {
    out += static_cast<char>(value >> (8 * i) & 0xff);
  }
}

Result<DumpCommand> from_file(const Endpoint& endpoint, const Position& start,
                              const LogSource& source) {
  const bool other_server = !start.server_uuid.empty() &&
                            !source.server_uuid.empty() &&
                            start.server_uuid != source.server_uuid;
  if (other_server) {
    return Status::refused(
               cat("the position ", start.str(), " is in the log of server ",
                   start.server_uuid, ", but ", endpoint.str(), " is server ",
                   source.server_uuid,
                   ": file names and offsets mean nothing on another server"))
        .with_code("S211");
  }
  DumpCommand out;
  uint64_t offset = std::max(start.offset, kFirstOffset);
  if (offset > UINT32_MAX) {
    out.skip_until = offset;
    offset = kFirstOffset;
  }
  out.file = start.file;
  out.offset = offset;
  out.server_id = endpoint.server_id;
  return out;
}

}  // namespace

std::string DumpCommand::body() const {
  std::string out;
  if (code == kByFile) {
    put(out, offset, 4);
    put(out, 0, 2);  // flags
    put(out, server_id, 4);
    return out + file;
  }
  put(out, 0, 2);  // flags
  put(out, server_id, 4);
  put(out, 0, 4);  // size of the file name
  put(out, offset, 8);
  put(out, gtids.size(), 4);
  return out + gtids;
}

std::vector<std::string> dump_settings(const Endpoint& endpoint,
                                       const Position& start,
                                       const LogSource& source,
                                       const DumpTimes& times) {
  const auto period =
      std::chrono::duration_cast<std::chrono::nanoseconds>(times.heartbeat);
  std::vector<std::string> out;
  out.push_back(cat("SET SESSION net_write_timeout=", times.stall.count()));
  out.push_back(cat("SET @master_heartbeat_period=", period.count(),
                    ", @source_heartbeat_period=", period.count()));
  if (source.is_mariadb() || source.flavor.at_least(5, 6)) {
    out.push_back(
        "SET @master_binlog_checksum=@@global.binlog_checksum, "
        "@source_binlog_checksum=@@global.binlog_checksum");
  }
  if (!endpoint.client_uuid.empty()) {
    const std::string uuid = quote_literal(endpoint.client_uuid);
    out.push_back(cat("SET @slave_uuid=", uuid, ", @replica_uuid=", uuid));
  }
  if (!source.is_mariadb()) return out;
  out.push_back("SET @mariadb_slave_capability=4");
  if (start.kind == PositionKind::kMariadbGtid) {
    out.push_back(cat("SET @slave_connect_state=", quote_literal(start.gtid),
                      ", @slave_gtid_strict_mode=1, "
                      "@slave_gtid_ignore_duplicates=0"));
  }
  return out;
}

Result<DumpCommand> dump_command(const Endpoint& endpoint,
                                 const Position& start,
                                 const LogSource& source) {
  if (endpoint.server_id == 0) {
    return Status::refused(cat("source ", endpoint.name,
                               ": server_id is 0; a reader of the log needs "
                               "a number of its own"));
  }
  DumpCommand out;
  out.server_id = endpoint.server_id;
  switch (start.kind) {
    case PositionKind::kFile:
      return from_file(endpoint, start, source);
    case PositionKind::kMariadbGtid:
      if (!source.is_mariadb()) break;
      return out;
    case PositionKind::kMysqlGtid: {
      if (source.is_mariadb()) break;
      MR_ASSIGN_OR_RETURN(const MysqlGtidSet set,
                          MysqlGtidSet::parse(start.gtid));
      out.code = DumpCommand::kByGtid;
      out.gtids = set.encode();
      return out;
    }
    case PositionKind::kNone:
      break;
  }
  return Status::refused(cat("the position ", start.str(),
                             " is of another "
                             "kind of server than ",
                             endpoint.str(), " (", source.flavor.version, ")"))
      .with_code("S211");
}

}  // namespace millrace::mysql
