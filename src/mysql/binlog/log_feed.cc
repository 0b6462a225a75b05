// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/log_feed.h"

#include <errmsg.h>
#include <mysql.h>

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace millrace::mysql {
namespace {

constexpr unsigned kLogError = 1236;       // ER_MASTER_FATAL_ERROR…
constexpr unsigned kSameIdMariadb = 4052;  // ER_SLAVE_SAME_ID

using std::chrono::milliseconds;

// A source that sends neither events nor heartbeats for so long is gone.
constexpr int kHeartbeats = 3;
constexpr milliseconds kLeastSilence{3000};
// Before its first event it looks for our place in its log, in silence.
constexpr milliseconds kSeeking{120'000};

bool is_artificial(const EventHeader& h) {
  return h.flags & EventHeader::kArtificial || h.next_position == 0;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool tells_of_another_reader(std::string_view text) {
  return has(text, "same server_uuid") || has(text, "same server_id") ||
         has(text, "same server UUID") || has(text, "same server-id");
}

// MariaDB, when it is asked to go on after a transaction that it never had.
bool tells_of_another_history(std::string_view text) {
  return has(text, "higher sequence numbers") ||
         has(text, "missing the GTID") || has(text, "which is not in the");
}

// Of a packet: its type, or 0 when it is too short to have one.
EventType type_of(std::string_view bytes) {
  return bytes.size() < EventHeader::kSize ? EventType{}
                                           : static_cast<EventType>(bytes[4]);
}

}  // namespace

Status another_reader(const Endpoint& endpoint, std::string_view text) {
  return Status::refused(
             cat(endpoint.str(),
                 ": another reader of the log uses our "
                 "identity (server_id ",
                 endpoint.server_id, ") and has put us off: ", text,
                 "; give this source a server_id of its own in the Plan, "
                 "or end the other run"))
      .with_code("S210");
}

Status log_error(unsigned code, std::string_view text,
                 const Endpoint& endpoint) {
  if (code == kSameIdMariadb ||
      (code == kLogError && tells_of_another_reader(text))) {
    return another_reader(endpoint, text);
  }
  if (code == kLogError && tells_of_another_history(text)) {
    return Status::refused(
               cat(endpoint.str(),
                   ": the source's log does not hold the transaction that the "
                   "stream has reached: ",
                   text,
                   "; it has another history than the server that the stream "
                   "came from: name the right server in the Plan, or copy the "
                   "tables anew"))
        .with_code("S320");
  }
  if (code == kLogError) {
    return Status::refused(
               cat(endpoint.str(),
                   ": the source cannot send its log from "
                   "the position that was reached: ",
                   text,
                   "; what is no longer in the log can only be had by "
                   "copying the tables again"))
        .with_code("S203");
  }
  // The connection stood, so trouble with TLS is its loss.
  if (code == CR_SSL_CONNECTION_ERROR) code = CR_SERVER_LOST;
  return status_of_error(code, text, "cannot read the log", endpoint);
}

Result<std::unique_ptr<LogFeed>> LogFeed::open(const Endpoint& endpoint,
                                               const Position& start,
                                               const LogSource& source,
                                               const DumpTimes& times) {
  MR_ASSIGN_OR_RETURN(const DumpCommand command,
                      dump_command(endpoint, start, source));
  SessionOptions options;
  options.read_settings = false;
  MR_ASSIGN_OR_RETURN(std::unique_ptr<Session> session,
                      Session::open(endpoint, options));
  for (const std::string& sql : dump_settings(endpoint, start, source, times)) {
    MR_RETURN_IF_ERROR(session->run(sql, "cannot ask for the log"));
  }
  std::unique_ptr<LogFeed> feed(new LogFeed(std::move(session)));
  feed->silence_ = std::max(kHeartbeats * times.heartbeat, kLeastSilence);
  MR_RETURN_IF_ERROR(feed->start(command));
  return feed;
}

#ifdef MARIADB_PACKAGE_VERSION
Status LogFeed::start(const DumpCommand& command) {
  MYSQL* m = session_->handle();
  skip_until_ = command.skip_until;
  const std::string body = command.body();
  const int failed = m->methods->db_command(
      m, static_cast<enum_server_command>(command.code), body.data(),
      body.size(), /*skip_check=*/1, nullptr);
  return failed ? failure() : Status();
}

// "" is the end of the log.
Result<std::string_view> LogFeed::read_packet() {
  MYSQL* m = session_->handle();
  const unsigned long size = mysql_net_read_packet(m);
  if (size == packet_error) return failure();
  const char* bytes = reinterpret_cast<const char*>(m->net.read_pos);
  const bool ends =
      size < 8 && size > 0 && static_cast<uint8_t>(bytes[0]) == 0xfe;
  return std::string_view(bytes, ends ? 0 : size);
}
#else
Status LogFeed::start(const DumpCommand& command) {
  skip_until_ = command.skip_until;
  asked_ = command;
  MYSQL_RPL log{};
  log.file_name = asked_.file.data();
  log.file_name_length = asked_.file.size();
  log.start_position = asked_.offset;
  log.server_id = asked_.server_id;
  if (asked_.code == DumpCommand::kByGtid) {
    log.flags = MYSQL_RPL_GTID;
    log.gtid_set_encoded_size = asked_.gtids.size();
    log.gtid_set_arg = asked_.gtids.data();
  }
  return mysql_binlog_open(session_->handle(), &log) ? failure() : Status();
}

// "" is the end of the log.
Result<std::string_view> LogFeed::read_packet() {
  MYSQL_RPL log{};
  if (mysql_binlog_fetch(session_->handle(), &log)) return failure();
  return std::string_view(reinterpret_cast<const char*>(log.buffer), log.size);
}
#endif

// An OK byte and the event. A server that stays up never ends its log.
Result<std::string_view> LogFeed::packet() {
  const Watching limited = session_->watching(seeking_ ? kSeeking : silence_);
  MR_ASSIGN_OR_RETURN(const std::string_view bytes, read_packet());
  if (bytes.empty()) {
    ended_ = true;
    return Status::retry(
        cat(session_->endpoint().str(),
            ": the source ended the stream of its log (it is shutting down, or "
            "another reader with our server_id has come)"));
  }
  if (bytes[0] != 0) {
    return stop_with("S208", "a packet of the log is malformed");
  }
  return bytes.substr(1);
}

Status LogFeed::failure() const {
  if (session_->gave_up()) {
    const auto limit = seeking_ ? kSeeking : silence_;
    return Status::retry(
        cat(session_->endpoint().name, " (", session_->endpoint().str(),
            "): the source has sent no event and no "
            "heartbeat for ",
            limit.count() / 1000, " s; the connection was given up",
            seeking_ ? " (a reader before us that hangs there, \"Killed\" or "
                       "\"Writing to net\" in its processlist, would hold "
                       "up this one)"
                     : ""));
  }
  MYSQL* m = session_->handle();
  return log_error(mysql_errno(m), mysql_error(m), session_->endpoint());
}

Result<Event> LogFeed::read(std::string_view bytes) {
  const EventType type = type_of(bytes);
  if (type == EventType::kFormatDescription) {
    MR_ASSIGN_OR_RETURN(format_, read_format_description(bytes));
    return read_event(bytes, format_->checksum);
  }
  if (type == EventType::kRotate) {
    MR_ASSIGN_OR_RETURN(const Event rotate, read_event(bytes, Checksum::kNone));
    if (is_artificial(rotate.header)) return read_artificial_rotate(bytes);
  }
  if (!format_) {
    return stop_with("S208",
                     cat("the log begins with an event ", event_name(type),
                         " instead of its format description"));
  }
  return read_event(bytes, format_->checksum);
}

bool LogFeed::dropped(const Event& event) {
  if (skip_until_ == 0 || is_artificial(event.header)) return false;
  const bool before = skipped_to_ < skip_until_;
  skipped_to_ += event.header.size;
  if (!before) skip_until_ = 0;
  return before && event.header.type != EventType::kFormatDescription;
}

Status LogFeed::next(Item* item) {
  if (payload_.active()) {
    MR_ASSIGN_OR_RETURN(const std::string_view inner, payload_.next());
    if (!inner.empty()) {
      MR_ASSIGN_OR_RETURN(item->event, read_event(inner, Checksum::kNone));
      item->inner = true;
      return {};
    }
  }
  do {
    MR_ASSIGN_OR_RETURN(const std::string_view bytes, packet());
    MR_ASSIGN_OR_RETURN(item->event, read(bytes));
  } while (dropped(item->event));
  item->inner = false;
  seeking_ = seeking_ && is_artificial(item->event.header) &&
             item->event.header.type != EventType::kHeartbeat &&
             item->event.header.type != EventType::kHeartbeatV2;
  if (item->event.header.type == EventType::kTransactionPayload) {
    MR_RETURN_IF_ERROR(payload_.open(item->event.body));
  }
  return {};
}

}  // namespace millrace::mysql
