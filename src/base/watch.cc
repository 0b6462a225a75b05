// SPDX-License-Identifier: Apache-2.0
#include "base/watch.h"

#include <sys/socket.h>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace millrace {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{100};
constexpr Clock::rep kNoLimit = INT64_MAX;

// Of the one StopBound; said by the watching thread.
std::atomic<bool> g_grace_is_over{false};

// Lives as long as the process: a watch may be used while it ends.
class Watchman {
 public:
  static Watchman& one() {
    static Watchman* const watchman = new Watchman;
    return *watchman;
  }

  void add(Watch* watch) {
    std::lock_guard lock(mutex_);
    watches_.insert(watch);
    start();
  }
  void bind(const Stop* stop, std::chrono::milliseconds grace) {
    std::lock_guard lock(mutex_);
    stop_ = stop;
    grace_ = grace;
    stopped_at_.reset();
    g_grace_is_over = false;
    start();
  }
  void remove(Watch* watch) {
    std::lock_guard lock(mutex_);
    watches_.erase(watch);
  }

 private:
  void start() {
    if (!started_) std::thread([this] { run(); }).detach();
    started_ = true;
    some_.notify_one();
  }
  [[noreturn]] void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      some_.wait(lock, [this] { return !watches_.empty() || stop_; });
      const Clock::time_point now = Clock::now();
      look_at_stop(now);
      for (Watch* watch : watches_) watch->look(now, g_grace_is_over);
      lock.unlock();
      std::this_thread::sleep_for(kLook);
      lock.lock();
    }
  }

  void look_at_stop(Clock::time_point now) {
    if (stop_ == nullptr || !stop_->requested()) return;
    if (!stopped_at_) stopped_at_ = now;
    if (now - *stopped_at_ >= grace_) g_grace_is_over = true;
  }

  std::mutex mutex_;
  std::condition_variable some_;
  const Stop* stop_ = nullptr;
  std::chrono::milliseconds grace_{0};
  std::optional<Clock::time_point> stopped_at_;  // as it was seen
  std::set<Watch*> watches_;
  bool started_ = false;
};

}  // namespace

Watch::Watch(int socket) : socket_(socket) { Watchman::one().add(this); }

Watch::~Watch() { Watchman::one().remove(this); }

void Watch::arm(std::chrono::milliseconds limit) {
  const Clock::rep end =
      limit.count() <= 0 ? kNoLimit
                         : (Clock::now() + limit).time_since_epoch().count();
  end_.store(end, std::memory_order_relaxed);
}

void Watch::disarm() { end_.store(0, std::memory_order_relaxed); }

// Whoever takes the end away first has won: a call that returned in time
// keeps its connection.
void Watch::look(Clock::time_point now, bool stopped) {
  Clock::rep end = end_.load(std::memory_order_relaxed);
  if (end == 0) return;
  if (!stopped && now.time_since_epoch().count() < end) return;
  if (!end_.compare_exchange_strong(end, 0)) return;
  ran_out_ = true;
  ::shutdown(socket_, SHUT_RDWR);
}

bool Watch::grace_is_over() { return g_grace_is_over; }

StopBound::StopBound(const Stop& stop, std::chrono::milliseconds grace) {
  Watchman::one().bind(&stop, grace);
}

StopBound::~StopBound() { Watchman::one().bind(nullptr, {}); }

}  // namespace millrace
