// SPDX-License-Identifier: Apache-2.0
//
// FaultProxy: stands between millrace and a server on loopback and breaks
// what passes: cuts a connection after so many bytes (which ends inside a
// packet), loses the answer to a statement, lets everything stand still, or
// refuses. One thread of its own; every method may be called from any.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace millrace::test {

class FaultProxy {
 public:
  // Forwards to 127.0.0.1:`server_port`.
  explicit FaultProxy(int server_port);
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  int port() const { return port_; }

  // Every connection made from now on, or the next few, is reset after a
  // random number of bytes, up to `most`, of a random direction. The same
  // seed, the same numbers. `most` 0: no more.
  void cut_after_up_to(uint64_t most, uint64_t seed,
                       uint64_t connections = UINT64_MAX);
  // The connection that next sends `text` gets no answer to it: the server
  // has read it, its answer is dropped and the connection reset. As often as
  // `times` says.
  void lose_answers_to(const std::string& text, int times);
  // Nothing passes any more, in either direction, on connections old and
  // new; nobody is told. Until go_on().
  void stand_still();
  // As stand_still(), but for the connections that carry `text` towards the
  // server from now on: only they stop, and stay stopped for good.
  void stop_those_that_send(const std::string& text, int times);
  void go_on();
  // Resets every connection, and those that come until go_on().
  void refuse();

  uint64_t connections() const { return accepted_; }  // so far
  uint64_t faults() const { return faults_; }         // done so far

 private:
  struct Link;

  void run();
  void accept_one();
  void pump(Link& link, bool to_server);
  void look_for_texts(Link& link, const char* bytes, size_t size);
  void reset(Link& link);
  uint64_t budget();

  int port_ = 0;
  int listener_ = -1;
  const int server_port_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Link>> links_;
  std::mt19937_64 random_;
  uint64_t most_ = 0, to_cut_ = 0;
  std::string lose_text_, stop_text_;
  int lose_times_ = 0, stop_times_ = 0;
  bool still_ = false;
  bool refusing_ = false;
  std::atomic<uint64_t> accepted_{0}, faults_{0};
  std::atomic<bool> end_{false};
  std::thread thread_;
};

}  // namespace millrace::test
