// SPDX-License-Identifier: Apache-2.0
#include "base/shared_list.h"

#include <catch2/catch.hpp>
#include <string>
#include <thread>

namespace millrace {

TEST_CASE("shared list: copies share until one of them is changed") {
  SharedList<std::string> one = {"a", "b"};
  SharedList<std::string> other = one;
  CHECK(other.shares_with(one));
  other.push_back("c");
  CHECK_FALSE(other.shares_with(one));
  CHECK(one.size() == 2);
  CHECK(other.size() == 3);
  CHECK(std::as_const(one)[0] == "a");
}

TEST_CASE("shared list: reading keeps what is shared, writing does not") {
  SharedList<std::string> one = {"a", "b"};
  SharedList<std::string> other = one;
  const SharedList<std::string>& seen = other;
  for (const std::string& item : seen) CHECK_FALSE(item.empty());
  CHECK(seen.front() == "a");
  CHECK(other.shares_with(one));
  other[1] = "z";
  CHECK(one.items() == std::vector<std::string>{"a", "b"});
  CHECK(other.items() == std::vector<std::string>{"a", "z"});
}

TEST_CASE("shared list: one that is alone is changed where it lies") {
  SharedList<std::string> one = {"a"};
  const std::string* place = std::as_const(one).data();
  one[0] = "b";
  CHECK(std::as_const(one).data() == place);
  {
    const SharedList<std::string> other = one;
    CHECK(other.shares_with(one));
  }
  one[0] = "c";
  CHECK(std::as_const(one).data() == place);
}

TEST_CASE("shared list: empty lists are equal, however they came to be") {
  SharedList<int> none;
  SharedList<int> emptied = {1};
  emptied.erase(emptied.begin());
  CHECK(none == emptied);
  none.edit();
  CHECK(none == emptied);
  CHECK(none.empty());
  emptied.clear();
  CHECK(emptied.size() == 0);
  CHECK(SharedList<int>{1, 2} != SharedList<int>{1, 3});
}

TEST_CASE("shared list: copies are used from different threads") {
  const SharedList<std::string> one = {"a", "b", "c"};
  std::vector<std::thread> threads;
  std::vector<size_t> sizes(4);
  for (size_t i = 0; i < sizes.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 1000; ++round) {
        SharedList<std::string> mine = one;
        mine.push_back("d");
        mine[0] = "e";
        sizes[i] += mine.size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const size_t size : sizes) CHECK(size == 4000);
  CHECK(one.items() == std::vector<std::string>{"a", "b", "c"});
}

}  // namespace millrace
