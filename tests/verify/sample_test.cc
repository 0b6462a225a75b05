// SPDX-License-Identifier: Apache-2.0
#include "verify/sample.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

KeptRow kept(std::string_view value) {
  const std::vector<Cell> cells{Cell::of("1"), Cell::of(value)};
  SampleTaker taker;
  taker.take({cells, {1, 1}, {2, 2}});
  return taker.rows({1, 1}).at(0);
}

TEST_CASE("sample: long values are cut, yet differ where they differ") {
  const std::string a(5000, 'x');
  std::string b = a;
  b.back() = 'y';
  CHECK(kept(a)[1]->size() < 300);
  CHECK(kept(a)[1] != kept(b)[1]);
  CHECK(kept("short")[1] == "short");
}

TEST_CASE("sample: a cut never ends inside a character") {
  std::string text = "x";
  for (int i = 0; i < 200; ++i) text += "\xc3\xa9";
  CHECK(kept(text)[1]->starts_with("x\xc3\xa9"));
  CHECK(kept(text)[1]->find("\xc3.") == std::string::npos);
}

TEST_CASE("sample: unknown keys have no rows, and one key not endlessly many") {
  SampleTaker taker;
  CHECK(taker.rows({9, 9}).empty());
  const std::vector<Cell> cells{Cell::of("1")};
  for (int i = 0; i < 100; ++i) taker.take({cells, {1, 1}, {2, 2}});
  CHECK(taker.rows({1, 1}).size() < 10);
}

TEST_CASE("sample: a missing row has its key and no columns") {
  Route route;
  route.columns.resize(2);
  route.columns[0].name = "note";
  route.columns[1].name = "id";
  route.target_key = {1};
  Difference d;
  d.key_cells = {"77"};
  d.state.source.add({1, 1});
  const DifferenceSample sample = make_sample(route, d, {}, {});
  CHECK(sample.kind == DifferenceKind::kMissing);
  REQUIRE(sample.key.size() == 1);
  CHECK(sample.key[0].first == "id");
  CHECK(sample.key[0].second == "77");
  CHECK(sample.columns.empty());
}

}  // namespace
}  // namespace millrace
