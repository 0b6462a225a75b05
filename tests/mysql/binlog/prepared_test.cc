// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/prepared.h"

#include <catch2/catch.hpp>

namespace millrace::mysql::test {
namespace {

Position at(uint64_t offset) {
  Position p;
  p.kind = PositionKind::kFile;
  p.file = "bin.000001";
  p.offset = offset;
  return p;
}

TEST_CASE("prepared: the oldest is the first that is still undecided") {
  Prepared all;
  for (const uint64_t n : {10, 20, 30}) {
    all.keep(std::to_string(n), all.begin(at(n)));
  }
  CHECK(all.oldest() == at(10));
  CHECK(all.take("20")->start == at(20));
  CHECK(all.oldest() == at(10));
  CHECK(all.take("10") != nullptr);
  CHECK(all.oldest() == at(30));
  CHECK(all.take("10") == nullptr);
  CHECK(all.take("30") != nullptr);
  CHECK(all.empty());
}

TEST_CASE("prepared: a name that comes again stands for the later one") {
  Prepared all;
  all.keep("a", all.begin(at(10)));
  all.keep("b", all.begin(at(20)));
  all.keep("a", all.begin(at(30)));
  CHECK(all.size() == 2);
  CHECK(all.oldest() == at(20));
  CHECK(all.take("a")->start == at(30));
}

TEST_CASE("prepared: it tells who changes a table") {
  Prepared all;
  auto one = all.begin(at(10));
  one->tables = {3};
  all.keep("a", std::move(one));
  CHECK(all.that_changes(3) == "a");
  CHECK(all.that_changes(4) == "");
}

}  // namespace
}  // namespace millrace::mysql::test
