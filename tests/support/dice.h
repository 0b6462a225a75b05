// SPDX-License-Identifier: Apache-2.0
//
// Dice: decides, from a seed, which calls of a memory engine fail. Few
// failures a seed, because what is tested waits after each. Thread: any.
#pragma once

#include <cstdint>
#include <mutex>
#include <random>

namespace millrace::test {

// What becomes of a commit: it takes place or not; or it does and its
// answer is lost; or it does, but only after its caller was told of a loss.
enum class Fate { kWell, kBefore, kAfter, kLate };

class Dice {
 public:
  // One call in `one_in` fails, `most` calls at all.
  Dice(uint32_t seed, uint32_t one_in, int most)
      : random_(seed), one_in_(one_in), left_(most) {}

  bool fails() {
    std::lock_guard lock(mutex_);
    if (left_ <= 0 || random_() % one_in_ != 0) return false;
    --left_;
    return true;
  }
  Fate fate() {
    if (!fails()) return Fate::kWell;
    return static_cast<Fate>(1 + below(3));
  }
  uint32_t below(uint32_t n) {
    std::lock_guard lock(mutex_);
    return random_() % n;
  }

 private:
  std::mutex mutex_;
  std::mt19937 random_;
  const uint32_t one_in_;
  int left_;
};

}  // namespace millrace::test
