// SPDX-License-Identifier: Apache-2.0
//
// SoakWriter writes to the source, SoakReader looks at the target, each on a
// thread of its own for as long as it lives. Both bear a server that is not
// there. Thread: one beside theirs.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "live/live_soak_workload.h"
#include "support/mariadb_server.h"

namespace millrace::test {

class SoakWriter {
 public:
  SoakWriter(SoakWorkload& workload, const std::string& database,
             const MariadbServer& source);
  ~SoakWriter();
  SoakWriter(const SoakWriter&) = delete;
  SoakWriter& operator=(const SoakWriter&) = delete;

  // After rest() nothing is being written until go_on().
  void rest();
  void go_on() { resting_ = false; }

  uint64_t done() const { return done_; }        // transactions
  uint64_t altered() const { return altered_; }  // tables
  uint64_t lost() const { return lost_; }        // ended by an error
  std::string last_error();

 private:
  void run();
  void write_once();

  SoakWorkload& workload_;
  const std::string use_;
  const MariadbServer& source_;
  std::atomic<bool> resting_{true}, idle_{true}, end_{false};
  std::atomic<uint64_t> done_{0}, altered_{0}, lost_{0};
  std::mutex mutex_;
  std::string last_error_;
  std::thread thread_;
};

// Asks the workload's invariant (SoakWorkload::ask_invariant) again and
// again. While it is strict, an answer that breaks it, or that is older than
// the one before, is a problem, which stays.
class SoakReader {
 public:
  explicit SoakReader(std::function<std::string()> ask);
  ~SoakReader();
  SoakReader(const SoakReader&) = delete;
  SoakReader& operator=(const SoakReader&) = delete;

  void be_strict() { strict_ = true; }
  // Returns when no look is under way that was strict.
  void be_lax();
  std::string problem();
  uint64_t looks() const { return looks_; }    // strict ones
  uint64_t states() const { return states_; }  // different ones of these

 private:
  void run();
  void judge(const std::string& answer);

  std::function<std::string()> ask_;
  std::atomic<bool> strict_{false}, end_{false};
  std::atomic<uint64_t> looks_{0}, states_{0};
  int64_t last_ = -1;
  std::mutex mutex_;  // held while a look is under way
  std::string problem_;
  std::thread thread_;
};

}  // namespace millrace::test
