// SPDX-License-Identifier: Apache-2.0
//
// A pair of servers and the millrace binary, as the live tests use them.
// The servers are the program's own throw-away ones, or those that
// MILLRACE_TEST_SOURCE and MILLRACE_TEST_TARGET ("host:port") name: then
// every case runs there. Thread: one.
#pragma once

#include <memory>
#include <string>

#include "support/client.h"
#include "support/process.h"

namespace millrace::test {

// Accounts: root (source) and postgres (target), no passwords.
Address live_source();
Address live_target(const std::string& database);
// A second target, of the source's own family: MILLRACE_TEST_FAMILY names
// it, else it is a throw-away MariaDB. Account root, no password.
Address live_family_target();
std::string source_version();  // "10.11.6-MariaDB-log", "9.7.4"
bool source_is_mariadb();
int target_version();  // 150006

// A Greenplum cluster is used when MILLRACE_GREENPLUM names one
// ("host:port", account postgres without a password): it takes hours to
// build and is never started here. While an OnGreenplum lives, it is the
// target of every LiveRun, and Plans say so.
bool greenplum_named();
class OnGreenplum {
 public:
  OnGreenplum();
  ~OnGreenplum();
  OnGreenplum(const OnGreenplum&) = delete;
  OnGreenplum& operator=(const OnGreenplum&) = delete;
};

// One Plan on the pair: a target database of its own, the Plan file with
// its @PLACEHOLDERS@ filled, and runs of the binary on it.
class LiveRun {
 public:
  // `plan` is the text of a Plan; @NAME@ becomes `name`, so that Plans on
  // one server do not share an identity.
  LiveRun(const std::string& name, const std::string& plan,
          bool family = false);
  ~LiveRun();
  LiveRun(const LiveRun&) = delete;
  LiveRun& operator=(const LiveRun&) = delete;

  const Servers& servers() const { return servers_; }
  // The target is of the source's family; then family() speaks to it as
  // servers() does to the source.
  bool is_family() const { return is_family_; }
  const Servers& family() const { return family_; }
  std::string plan_path() const { return folder_ + "/plan.json"; }

  // millrace COMMAND plan.json OPTIONS…
  Outcome millrace(const std::string& command, const Argv& options = {},
                   const Environment& extra = {}, double seconds = 120) const;
  std::unique_ptr<Background> start(const std::string& command,
                                    const Argv& options = {},
                                    const Environment& extra = {}) const;
  // Asks `status` until every stream is at the source's position; false
  // when `follower` ended before or the time is over.
  bool wait_caught_up(Background& follower, double seconds) const;

 private:
  Argv argv(const std::string& command, const Argv& options) const;

  std::string database_;
  std::string folder_;
  Servers servers_;
  bool is_family_;
  Servers family_;
};

std::string replaced(std::string text, const std::string& from,
                     const std::string& to);

// A Plan: every table of the source's database @NAME@, into either target.
std::string plan_of_database(bool family);
// "" when the run's target has what the source's database has
// (support/oracle.h).
std::string compared(const LiveRun& run, const std::string& database);

}  // namespace millrace::test
