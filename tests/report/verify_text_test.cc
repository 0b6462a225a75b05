// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "report/verify_view.h"

namespace millrace {
namespace {

TEST_CASE("verify text: equal tables are one line each and a verdict") {
  VerifyResult result;
  VerifyTable table;
  table.target = {"s", "t"};
  table.rows_source = table.rows_target = 1200;
  result.tables.push_back(table);
  CHECK(verify_text(result, Paint()) ==
        "  table  source rows  target rows  missing  extra  different  "
        "status\n"
        "  s.t          1,200        1,200        0      0          0  "
        "equal\n"
        "\nEqual. 1 table compared value by value.\n");
}

TEST_CASE("verify text: samples name key, column and both values") {
  VerifyResult result;
  VerifyTable table;
  table.target = {"s", "t"};
  table.different = 3;
  DifferenceSample sample;
  sample.kind = DifferenceKind::kDifferent;
  sample.key = {{"id", "7"}, {"part", std::nullopt}};
  sample.columns = {{"note", "it\n", std::nullopt}};
  table.samples.push_back(sample);
  result.tables.push_back(table);
  const std::string text = verify_text(result, Paint());
  CHECK(text.find("different id='7', part=NULL\n"
                  "        note: source 'it\\n', target NULL\n"
                  "      ... and 2 more\n") != std::string::npos);
  CHECK(text.find("Not equal. Of 1 tables 1 differ and 0 could not be "
                  "compared.") != std::string::npos);
}

TEST_CASE("verify text: rows that never hold still are named") {
  VerifyResult result;
  VerifyTable table;
  table.target = {"s", "t"};
  table.unsettled = 4;
  result.tables.push_back(table);
  const std::string text = verify_text(result, Paint());
  CHECK(text.find("4 rows kept changing") != std::string::npos);
  CHECK(text.find("Equal.") != std::string::npos);
}

}  // namespace
}  // namespace millrace
