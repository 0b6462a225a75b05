// SPDX-License-Identifier: Apache-2.0
#include "report/progress_figures.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

TEST_CASE("figures: percent needs an estimate and an end to be whole") {
  CopyFigures f;
  CHECK(percent_of(f) == 0);
  f.rows = 999;
  f.rows_estimate = 1000;
  CHECK(percent_of(f) == 99);
  f.rows = 5000;
  CHECK(percent_of(f) == 99);
  f.finished = true;
  CHECK(percent_of(f) == 100);
}

TEST_CASE("figures: a road that keeps its name is named once") {
  CHECK(road_name({"eu", {"a", "b"}, {"a", "b"}}) == "eu.a.b");
  CHECK(road_name({"eu", {"a", "b"}, {"c", "d"}}) == "eu.a.b -> c.d");
}

TEST_CASE("figures: a stream says how far it is behind") {
  StreamProgress s;
  s.source = "eu";
  s.lag_seconds = 61;
  s.transactions = 1200;
  CHECK(stream_line(s) ==
        "stream eu: 1 min 01 s behind, 1,200 transactions, 0 row changes, "
        "at unknown");
}

}  // namespace
}  // namespace millrace
