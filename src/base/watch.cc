// SPDX-License-Identifier: Apache-2.0
#include "base/watch.h"

#include <sys/socket.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace millrace {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{100};

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
    if (!started_) std::thread([this] { run(); }).detach();
    started_ = true;
    some_.notify_one();
  }
  void remove(Watch* watch) {
    std::lock_guard lock(mutex_);
    watches_.erase(watch);
  }

 private:
  [[noreturn]] void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      some_.wait(lock, [this] { return !watches_.empty(); });
      const Clock::time_point now = Clock::now();
      for (Watch* watch : watches_) watch->look(now);
      lock.unlock();
      std::this_thread::sleep_for(kLook);
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable some_;
  std::set<Watch*> watches_;
  bool started_ = false;
};

}  // namespace

Watch::Watch(int socket) : socket_(socket) { Watchman::one().add(this); }

Watch::~Watch() { Watchman::one().remove(this); }

void Watch::arm(std::chrono::milliseconds limit) {
  if (limit.count() <= 0) return disarm();
  end_.store((Clock::now() + limit).time_since_epoch().count(),
             std::memory_order_relaxed);
}

void Watch::disarm() { end_.store(0, std::memory_order_relaxed); }

// Whoever takes the end away first has won: a call that returned in time
// keeps its connection.
void Watch::look(Clock::time_point now) {
  Clock::rep end = end_.load(std::memory_order_relaxed);
  if (end == 0 || now.time_since_epoch().count() < end) return;
  if (!end_.compare_exchange_strong(end, 0)) return;
  ran_out_ = true;
  ::shutdown(socket_, SHUT_RDWR);
}

}  // namespace millrace
