// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "report/progress_view.h"

namespace millrace {
namespace {

TableProgress table(const char* name, uint64_t rows, bool finished) {
  TableProgress t;
  t.road = {"eu", {"shop", name}, {"shop", name}};
  t.figures.rows = t.figures.rows_here = rows;
  t.figures.bytes = t.figures.bytes_here = rows * 1000;
  t.figures.seconds = 2;
  t.figures.finished = finished;
  return t;
}

TEST_CASE("plain: nothing to say is no line") { CHECK(plain_line({}).empty()); }

TEST_CASE("plain: the whole copy in one line") {
  ProgressSnapshot shot;
  shot.tables = {table("a", 10, true), table("b", 5, false)};
  shot.tables_finished = 1;
  shot.total.rows = 15;
  shot.total.rows_estimate = 30;
  shot.total.seconds_left = 12;
  CHECK(plain_line(shot) ==
        "copy: 50%, 1 of 2 tables, 15 of about 30 rows, 0 B, 0 rows/s, "
        "0 B/s, 12 s left");
}

TEST_CASE("plain: bytes beside what the source has, when it says") {
  ProgressSnapshot shot;
  shot.tables = {table("a", 10, false)};
  shot.total.bytes = 4'000'000;
  shot.total.bytes_estimate = 20'000'000;
  CHECK(plain_line(shot).find("4.0 MB of about 20.0 MB") != std::string::npos);
}

TEST_CASE("plain: a finished table has a line of its own") {
  CHECK(plain_table_line(table("a", 1000, true)) ==
        "copied eu.shop.a: 1,000 rows, 1.0 MB in 2.0 s");
}

TEST_CASE("summary table: what this run copied, with a line for all") {
  ProgressSnapshot shot;
  shot.tables = {table("a", 1000, true), table("b", 3000, false),
                 table("c", 0, false)};
  shot.total = table("", 4000, false).figures;
  CHECK(copy_summary(shot, Paint()) ==
        "Copied in this run\n"
        "  table                    rows   bytes  seconds  MB/s\n"
        "  eu.shop.a               1,000  1.0 MB      2.0   0.5\n"
        "  eu.shop.b (unfinished)  3,000  3.0 MB      2.0   1.5\n"
        "  all tables              4,000  4.0 MB      2.0   2.0\n");
}

TEST_CASE("summary table: a run that copied nothing has none") {
  ProgressSnapshot shot;
  shot.tables = {table("a", 0, false)};
  CHECK(copy_summary(shot, Paint()).empty());
}

}  // namespace
}  // namespace millrace
