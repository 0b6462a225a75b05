// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"
#include "proposal/changes.h"

namespace millrace {
namespace {

std::string digest(const test::Sample& sample) {
  return proposal_digest(sample.input, proposed_changes(sample.input));
}

}  // namespace

TEST_CASE("proposal digest: what moves by itself is not in it") {
  test::Sample sample;
  const std::string before = digest(sample);
  sample.source().catalog.tables[0].rows_estimate = 12345;
  sample.source().facts.position.gtid = "0-1-5";
  sample.settle();
  CHECK(digest(sample) == before);
}

TEST_CASE("proposal digest: catalogs and the ledger are in it") {
  test::Sample sample;
  const std::string before = digest(sample);
  sample.source().catalog.tables[0].columns[1].type.length = 201;
  sample.source().catalog.tables[0].columns[1].native = "varchar(201)";
  sample.settle();
  const std::string altered = digest(sample);
  CHECK(altered != before);
  sample.converge();
  const std::string made = digest(sample);
  CHECK(made != altered);
  sample.input.actual.tables[0].comment = "someone was here";
  CHECK(digest(sample) != made);
}

}  // namespace millrace
