// SPDX-License-Identifier: Apache-2.0
//
// How a server is asked for its log: the session variables that go before
// and the command. COM_BINLOG_DUMP and COM_BINLOG_DUMP_GTID as in the MySQL
// client/server protocol; MariaDB takes its GTIDs from a variable.
// Thread: pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "model/endpoint.h"
#include "model/position.h"
#include "mysql/binlog/log_source.h"

namespace millrace::mysql {

struct DumpCommand {
  static constexpr uint8_t kByFile = 18;
  static constexpr uint8_t kByGtid = 30;

  uint8_t code = kByFile;
  std::string file;  // "": the server looks for the first log it needs
  uint64_t offset = 4;
  uint32_t server_id = 0;
  std::string gtids;  // kByGtid: the encoded set
  // As it stands in the packet, for a client library that sends any command.
  std::string body() const;
  // The file is sent from its start; events before this offset of it are
  // to be dropped (the command by file has only 32 bits for it). 0: none.
  uint64_t skip_until = 0;
};

struct DumpTimes {
  std::chrono::milliseconds heartbeat{1000};
  std::chrono::seconds stall{60};  // as in ChangeLogOptions
};

// Statements to run before the command.
std::vector<std::string> dump_settings(const Endpoint& endpoint,
                                       const Position& start,
                                       const LogSource& source,
                                       const DumpTimes& times);

// Broken when the position does not suit the server, with code S211 when it
// is a file of another server.
Result<DumpCommand> dump_command(const Endpoint& endpoint,
                                 const Position& start,
                                 const LogSource& source);

}  // namespace millrace::mysql
