// SPDX-License-Identifier: Apache-2.0
//
// Leftovers: server sessions that this process has lost sight of. A server
// that was cut off does not know that its client has gone, and keeps the
// session with its locks, perhaps for hours; whoever opens the next session
// there takes the list and ends them. Thread: any.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace millrace {

class Leftovers {
 public:
  // One list for the process.
  static Leftovers& here();

  // `server` as both ends spell it, `session` the server's own number.
  void note(const std::string& server, uint64_t session);
  // Those of the server; the list is then without them.
  std::vector<uint64_t> take(const std::string& server);
  bool any() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<uint64_t>> sessions_;
};

}  // namespace millrace
