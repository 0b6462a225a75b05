// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source transactions: long ones are told, prepared ones block") {
  test::Sample sample;
  ServerFacts& facts = sample.source().facts;
  CHECK(sample.codes_of(check_source_transactions) == "");
  facts.long_transactions = {"thread 7 since 2026-05-31 23:00:00"};
  CHECK(sample.only(check_source_transactions).code == "P170");
  facts.long_transactions.clear();
  facts.prepared_xa = {"x1"};
  CHECK(sample.only(check_source_transactions).code == "P171");
  CHECK(sample.only(check_source_transactions).severity == Severity::kError);
  facts.flavor = {FlavorKind::kMariadb, 10, 4, 0, "10.4"};
  CHECK(sample.codes_of(check_source_transactions) == "");
}

TEST_CASE("source transactions: a stream that began has seen the prepare") {
  test::Sample sample;
  sample.source().facts.prepared_xa = {"x1"};
  StreamRecord stream;
  stream.source = "eu";
  sample.input.ledger.streams = {stream};
  CHECK(sample.codes_of(check_source_transactions) == "");
}

}  // namespace millrace
