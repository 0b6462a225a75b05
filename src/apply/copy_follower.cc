// SPDX-License-Identifier: Apache-2.0
#include "apply/copy_follower.h"

#include <chrono>

#include "base/text.h"

namespace millrace {
namespace {

// A source is asked when the stream wants to go on, but not all the time.
constexpr std::chrono::milliseconds kLookAgain{20};
constexpr std::chrono::milliseconds kLookAnyway{500};

}  // namespace

void CopyFollower::start(const std::string& name, const Endpoint& endpoint,
                         const Position& visible, Streamer& streamer) {
  frontier_.add_source(name, visible);
  threads_.emplace_back([this, name, endpoint] { look(name, endpoint); });
  threads_.emplace_back([this, name, &streamer] {
    const Status status = streamer.run_beside(frontier_, over_);
    std::string why = status.message();
    for (const Finding& finding : streamer.totals().findings) {
      why = cat(finding.code, ": ", finding.message);
    }
    if (over_.requested() || why.empty()) return;
    observer_.note(cat("the stream of ", name,
                       " stands still while the copy goes on: ", why));
  });
}

void CopyFollower::end() {
  over_.request(StopReason::kFailure);
  {
    std::lock_guard lock(mutex_);
    for (const auto& [name, session] : sessions_) {
      if (session) session->interrupt();
    }
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

// For end() to interrupt it.
void CopyFollower::keep(const std::string& name,
                        std::unique_ptr<SnapshotReader> session) {
  std::lock_guard lock(mutex_);
  sessions_[name] = std::move(session);
}

// Without a word from the source the stream waits; the copy does not.
void CopyFollower::look(const std::string& name, const Endpoint& endpoint) {
  SnapshotReader* session = nullptr;
  while (!over_.requested()) {
    if (session == nullptr) {
      auto opened = source_.snapshot(endpoint);
      if (opened.ok()) {
        session = opened->get();
        keep(name, std::move(opened).value());
      }
    }
    if (session != nullptr) {
      const auto position = session->position();
      if (position.ok()) {
        frontier_.visible(name, *position);
      } else {
        session = nullptr;
        keep(name, nullptr);
      }
    }
    over_.sleep(kLookAgain);
    frontier_.wait_until_asked(name, kLookAnyway);
  }
}

}  // namespace millrace
