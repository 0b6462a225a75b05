// SPDX-License-Identifier: Apache-2.0
#include "base/queue.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

using namespace millrace;
using std::chrono::milliseconds;

TEST_CASE("queue: everything pushed is popped once, within the byte bound") {
  constexpr size_t kBound = 1000;
  BoundedQueue<int> queue(1000, kBound);
  std::atomic<int64_t> sum{0};
  std::atomic<size_t> most{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      while (auto item = queue.pop()) {
        const size_t held = queue.bytes();
        if (held > most) most = held;
        sum += *item;
      }
    });
  }
  std::vector<std::thread> producers;
  for (int t = 0; t < 3; ++t) {
    producers.emplace_back([&] {
      for (int i = 1; i <= 500; ++i) queue.push(i, 100);
    });
  }
  for (std::thread& producer : producers) producer.join();
  queue.close();
  for (std::thread& thread : threads) thread.join();
  CHECK(sum == 3 * 500 * 501 / 2);
  CHECK(most <= kBound);
}

TEST_CASE("queue: an item beyond the bound passes when the queue is empty") {
  BoundedQueue<int> queue(10, 100);
  CHECK(queue.push(1, 5000));
  std::atomic<bool> second{false};
  std::thread producer([&] {
    queue.push(2, 1);
    second = true;
  });
  std::this_thread::sleep_for(milliseconds(20));
  CHECK_FALSE(second);
  CHECK(queue.pop() == 1);
  producer.join();
  CHECK(queue.pop() == 2);
}

TEST_CASE("queue: after close what is there can be popped, then no more") {
  BoundedQueue<int> queue(10, 100);
  queue.push(1, 1);
  queue.close();
  CHECK_FALSE(queue.push(2, 1));
  CHECK(queue.pop() == 1);
  CHECK_FALSE(queue.pop());
}

TEST_CASE("queue: cancel drops what is there and wakes who waits") {
  BoundedQueue<int> queue(1, 100);
  queue.push(1, 1);
  bool pushed = true;
  std::thread producer([&] { pushed = queue.push(2, 1); });
  std::this_thread::sleep_for(milliseconds(5));
  queue.cancel();
  producer.join();
  CHECK_FALSE(pushed);
  CHECK_FALSE(queue.pop());
  CHECK(queue.bytes() == 0);
}

TEST_CASE("queue: a wait that ends without an item says so") {
  BoundedQueue<int> queue(1, 100);
  bool timed_out = false;
  CHECK_FALSE(queue.pop_for(milliseconds(1), &timed_out));
  CHECK(timed_out);
  queue.push(7, 1);
  CHECK(queue.pop_for(milliseconds(1000), &timed_out) == 7);
  CHECK_FALSE(timed_out);
  queue.close();
  CHECK_FALSE(queue.pop_for(milliseconds(1000), &timed_out));
  CHECK_FALSE(timed_out);
}
