// SPDX-License-Identifier: Apache-2.0
#include "stream/log_pump.h"

#include <utility>

namespace millrace {
namespace {

constexpr size_t kMaxItems = 10'000;

}  // namespace

LogPump::LogPump(std::unique_ptr<ChangeLog> log, size_t max_bytes)
    : log_(std::move(log)), queue_(kMaxItems, max_bytes) {
  thread_ = std::thread([this] { run(); });
}

LogPump::~LogPump() {
  queue_.cancel();
  log_->interrupt();
  thread_.join();
}

void LogPump::run() {
  bool open = true;
  while (open) {
    Item item;
    item.status = log_->next(&item.part);
    open = item.status.ok();
    const size_t bytes = item.part.arena.bytes() + sizeof(Item);
    const auto before = std::chrono::steady_clock::now();
    open = queue_.push(std::move(item), bytes) && open;
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - before);
    if (took > longest_.load()) longest_ = took;
  }
  queue_.close();
}

std::optional<LogPump::Item> LogPump::next(std::chrono::milliseconds wait) {
  bool timed_out = false;
  std::optional<Item> item = queue_.pop_for(wait, &timed_out);
  if (!item && !timed_out) {
    Item closed;
    closed.status = Status::retry("the log has ended");
    return closed;
  }
  return item;
}

}  // namespace millrace
