// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace millrace;

TEST_CASE("arena: what was put in stays, also when the arena is moved") {
  std::mt19937 random(71);
  Arena arena;
  std::vector<std::pair<std::string, std::string_view>> kept;
  for (int i = 0; i < 500; ++i) {
    std::string text(random() % 3000, static_cast<char>('a' + i % 26));
    if (i == 250) text.assign(300000, 'x');
    const std::string_view view = arena.copy(text);
    kept.emplace_back(std::move(text), view);
  }
  const Arena moved = std::move(arena);
  size_t bytes = 0;
  for (const auto& [text, view] : kept) {
    CHECK(text == view);
    bytes += text.size();
  }
  CHECK(moved.bytes() >= bytes);
}

TEST_CASE("arena: arrays are aligned whatever came before them") {
  Arena arena;
  for (int i = 0; i < 200; ++i) {
    arena.copy(std::string(i % 7, 'x'));
    const auto* numbers = arena.array<uint64_t>(3);
    CHECK(reinterpret_cast<uintptr_t>(numbers) % alignof(uint64_t) == 0);
  }
}

TEST_CASE("arena: clear gives the memory back") {
  Arena arena;
  arena.copy("x");
  arena.clear();
  CHECK(arena.bytes() == 0);
  CHECK(arena.copy("again") == "again");
}
