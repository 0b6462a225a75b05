// SPDX-License-Identifier: Apache-2.0
//
// LogFeed: a connection over which a server sends its log, and the events
// that come: checksums verified, compressed transactions unpacked. Uses the
// client library for the network only; no event is read by it.
// Thread: one at a time, except interrupt().
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "base/status.h"
#include "model/endpoint.h"
#include "model/position.h"
#include "mysql/binlog/dump_command.h"
#include "mysql/binlog/event.h"
#include "mysql/binlog/format_description.h"
#include "mysql/binlog/log_source.h"
#include "mysql/binlog/payload.h"
#include "mysql/session.h"

namespace millrace::mysql {

class LogFeed {
 public:
  struct Item {
    Event event;         // its bytes live until the next call of next()
    bool inner = false;  // was inside a compressed transaction
  };

  static Result<std::unique_ptr<LogFeed>> open(const Endpoint& endpoint,
                                               const Position& start,
                                               const LogSource& source,
                                               const DumpTimes& times);

  // Waits for the next event; a quiet server sends a HEARTBEAT instead. One
  // that sends nothing at all for three heartbeats (3 s at least; 120 s
  // before its first event) is given up: kRetry.
  Status next(Item* item);
  const FormatDescription& format() const { return *format_; }
  // The source itself ended the stream, without an error.
  bool ended() const { return ended_; }
  // A next() in another thread, and every later one, ends with kRetry.
  void interrupt() { session_->interrupt(); }

 private:
  explicit LogFeed(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Status start(const DumpCommand& command);
  Result<std::string_view> packet();
  Result<std::string_view> read_packet();
  Result<Event> read(std::string_view bytes);
  bool dropped(const Event& event);
  Status failure() const;

  std::unique_ptr<Session> session_;
  std::optional<FormatDescription> format_;
  PayloadReader payload_;
  std::chrono::milliseconds silence_{0};
  bool ended_ = false;
  bool seeking_ = true;      // nothing of the log itself has come yet
  DumpCommand asked_;        // lives as long as the library may look at it
  uint64_t skip_until_ = 0;  // offset in the first file; 0 = nothing to skip
  uint64_t skipped_to_ = 4;
};

// What an error of the server about the log means: a position that it no
// longer has is S203, one that it never had S320, a second reader with our
// identity S210.
Status log_error(unsigned code, std::string_view text,
                 const Endpoint& endpoint);
// S210, with what the server says of the other.
Status another_reader(const Endpoint& endpoint, std::string_view text);

}  // namespace millrace::mysql
