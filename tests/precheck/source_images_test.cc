// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string with(int minor, int patch, const std::string& plan = "") {
  Table table = test::orders_table();
  Column twice = test::integer_column("twice");
  twice.generated = Generated::kVirtual;
  twice.generation_expression = "(`id` * 2)";
  table.columns.push_back(twice);
  test::Sample sample(plan, {table});
  sample.source().facts.flavor = {
      FlavorKind::kMariadb, 11, minor, patch, "11.8", {}, {}};
  return sample.codes_of(check_source_images);
}

}  // namespace

TEST_CASE("source images: generated columns that the log leaves out") {
  CHECK(with(8, 9) == "P139");
  CHECK(with(8, 6) == "");
  CHECK(with(8, 9, R"("sync": {"stream": ["insert"]})") == "");
  CHECK(with(8, 9, R"("mappings": [{"match": "shop.orders",
      "columns": {"twice": {"skip": true}}}])") == "");
}

}  // namespace millrace
