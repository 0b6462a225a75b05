// SPDX-License-Identifier: Apache-2.0
//
// for_seeds: a law over many seeds, several at once, because each waits most
// of its time. The law says what is wrong, "" when it holds (Catch2 counts
// only what its own thread checks).
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace millrace::test {

// What was wrong with the first seed that broke the law, "" when none did.
inline std::string for_seeds(uint32_t count,
                             const std::function<std::string(uint32_t)>& law) {
  constexpr int kAtOnce = 24;
  std::atomic<uint32_t> next{0};
  std::mutex mutex;
  std::string problem;
  std::vector<std::thread> threads;
  for (int i = 0; i < kAtOnce; ++i) {
    threads.emplace_back([&] {
      for (uint32_t seed = next++; seed < count; seed = next++) {
        std::string found = law(seed);
        if (found.empty()) continue;
        std::lock_guard lock(mutex);
        if (!problem.empty()) continue;
        problem = "seed " + std::to_string(seed) + ": " + found;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return problem;
}

}  // namespace millrace::test
