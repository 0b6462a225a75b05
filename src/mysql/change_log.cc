// SPDX-License-Identifier: Apache-2.0
#include "mysql/change_log.h"

#include <atomic>
#include <mutex>
#include <utility>

#include "base/text.h"
#include "mysql/binlog/assembler.h"
#include "mysql/binlog/lineage.h"
#include "mysql/binlog/log_feed.h"
#include "mysql/binlog/rival.h"
#include "mysql/catalog.h"

namespace millrace::mysql {
namespace {

using Clock = std::chrono::steady_clock;

// Transactions that change nothing selected are told of together: often
// enough for the position to follow, rarely enough to cost nothing.
constexpr auto kTellEvery = std::chrono::milliseconds(200);
constexpr uint64_t kTellAfter = 1000;

bool is_heartbeat(const Event& event) {
  return event.header.type == EventType::kHeartbeat ||
         event.header.type == EventType::kHeartbeatV2;
}

class MysqlChangeLog : public ChangeLog {
 public:
  MysqlChangeLog(const Endpoint& endpoint, const ChangeLogOptions& options)
      : endpoint_(endpoint), options_(options), assembler_(options_) {
    assembler_.set_describe(
        [this](const QualifiedName& name) { return table_now(name); });
  }

  Status open(const Position& start) override;
  Status next(TransactionPart* part) override;
  void interrupt() override;

 private:
  Status check_open() const;
  Result<Table> table_now(const QualifiedName& name) const;
  Status load_charsets();
  bool time_to_tell(Clock::time_point now) const;
  void tell(TransactionPart* part);

  const Endpoint endpoint_;
  const ChangeLogOptions options_;
  Assembler assembler_;
  std::unique_ptr<CharsetShelf> shelf_;
  std::unique_ptr<LogFeed> feed_;
  std::mutex feed_mutex_;  // between interrupt() and open()
  std::atomic<bool> interrupted_{false};
  bool idle_next_ = false;  // the next part says "nothing new"
  Clock::time_point told_;
  Clock::time_point opened_;
  Flavor flavor_;
};

Status MysqlChangeLog::open(const Position& start) {
  {
    std::lock_guard lock(feed_mutex_);
    feed_.reset();
    interrupted_ = false;
  }
  idle_next_ = false;
  told_ = {};
  MR_ASSIGN_OR_RETURN(std::unique_ptr<Session> session,
                      Session::open(endpoint_));
  MR_ASSIGN_OR_RETURN(const LogSource source, ask_log_source(*session));
  MR_RETURN_IF_ERROR(check_lineage(*session, start.reading_start(), source));
  if (start.holds()) {
    Position here = start;
    here.held_file.clear();
    MR_RETURN_IF_ERROR(check_lineage(*session, here, source));
  }
  session.reset();
  flavor_ = source.flavor;
  opened_ = Clock::now();
  shelf_ = std::make_unique<CharsetShelf>(
      [endpoint = endpoint_] { return Session::open(endpoint); });
  MR_RETURN_IF_ERROR(load_charsets());
  Position from = start;
  if (from.server_uuid.empty()) from.server_uuid = source.server_uuid;
  MR_RETURN_IF_ERROR(assembler_.start(from, source, shelf_.get()));
  MR_ASSIGN_OR_RETURN(std::unique_ptr<LogFeed> feed,
                      LogFeed::open(endpoint_, from.reading_start(), source,
                                    {options_.heartbeat, options_.stall}));
  std::lock_guard lock(feed_mutex_);
  feed_ = std::move(feed);
  return check_open();
}

// All at once, so that no query is needed while the log is followed.
Status MysqlChangeLog::load_charsets() {
  for (const Table& table : options_.tables) {
    for (const Column& column : table.columns) {
      if (!is_character(column.type.kind)) continue;
      MR_RETURN_IF_ERROR(shelf_->decoder(column.type.charset).status());
    }
  }
  shelf_->disconnect();
  return {};
}

Result<Table> MysqlChangeLog::table_now(const QualifiedName& name) const {
  MR_ASSIGN_OR_RETURN(std::unique_ptr<Session> session,
                      Session::open(endpoint_));
  MR_ASSIGN_OR_RETURN(const Catalog catalog,
                      read_catalog(*session, Scope{{name.schema}}));
  const Table* table = catalog.table(name);
  if (table != nullptr) return *table;
  return Status::refused(cat(name.str(), " is not on the source"));
}

Status MysqlChangeLog::check_open() const {
  if (interrupted_) return Status::retry("the stream was interrupted");
  if (!feed_) return Status::broken("the log is not open");
  return {};
}

void MysqlChangeLog::interrupt() {
  std::lock_guard lock(feed_mutex_);
  interrupted_ = true;
  if (feed_) feed_->interrupt();
}

bool MysqlChangeLog::time_to_tell(Clock::time_point now) const {
  return assembler_.untold() >= kTellAfter ||
         (assembler_.untold() > 0 && now - told_ >= kTellEvery);
}

void MysqlChangeLog::tell(TransactionPart* part) {
  *part = assembler_.tell();
  told_ = Clock::now();
}

Status MysqlChangeLog::next(TransactionPart* part) {
  MR_RETURN_IF_ERROR(check_open());
  *part = {};
  if (std::exchange(idle_next_, false)) {
    part->idle = true;
    return {};
  }
  const Clock::time_point began = Clock::now();
  for (;;) {
    MR_ASSIGN_OR_RETURN(const bool ready, assembler_.next(part));
    if (ready) return {};
    const Clock::time_point now = Clock::now();
    if (time_to_tell(now)) return tell(part), Status();
    if (now - began >= options_.heartbeat) {
      part->idle = true;  // much to read, nothing of it selected
      return {};
    }
    LogFeed::Item item;
    const Status read = feed_->next(&item);
    if (interrupted_) return Status::retry("the stream was interrupted");
    if (!read.ok() && feed_->ended()) {
      return explain_end(endpoint_, flavor_,
                         std::chrono::duration_cast<std::chrono::seconds>(
                             Clock::now() - opened_),
                         read);
    }
    MR_RETURN_IF_ERROR(read);
    if (is_heartbeat(item.event)) {
      idle_next_ = assembler_.untold() > 0;
      if (idle_next_) return tell(part), Status();
      part->idle = true;
      return {};
    }
    if (item.event.header.type == EventType::kTransactionPayload) {
      assembler_.pass(item.event.header);
      continue;
    }
    MR_RETURN_IF_ERROR(
        assembler_.take(item.event, feed_->format(), item.inner));
  }
}

}  // namespace

Result<std::unique_ptr<ChangeLog>> make_change_log(
    const Endpoint& endpoint, const ChangeLogOptions& options) {
  return std::unique_ptr<ChangeLog>(
      std::make_unique<MysqlChangeLog>(endpoint, options));
}

}  // namespace millrace::mysql
