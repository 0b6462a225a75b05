// SPDX-License-Identifier: Apache-2.0
#include "verify/table_side.h"

#include <catch2/catch.hpp>
#include <map>

#include "verify/roads.h"

namespace millrace {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// Prints rows that were put down per table, as a server would.
class PaperReader : public ContentReader {
 public:
  PaperReader(const std::map<std::string, Rows>& tables, int* reads)
      : tables_(tables), reads_(reads) {}
  Status read(const ContentRequest& request, ContentSink& sink) override {
    ++*reads_;
    const auto found = tables_.find(request.table.str());
    if (found == tables_.end()) {
      return Status::refused("no table " + request.table.str());
    }
    for (const auto& row : found->second) {
      std::vector<Cell> cells;
      for (const std::string& value : row) cells.push_back(Cell::of(value));
      MR_RETURN_IF_ERROR(sink.row(cells));
    }
    return {};
  }

 private:
  const std::map<std::string, Rows>& tables_;
  int* reads_;
};

struct Paper {
  std::map<std::string, Rows> tables;
  int reads = 0;
  int opened = 0;
  ReaderPool pool{
      [this](const std::string&) -> Result<std::unique_ptr<ContentReader>> {
        ++opened;
        return std::unique_ptr<ContentReader>(
            std::make_unique<PaperReader>(tables, &reads));
      }};
};

std::vector<std::string> ids(TableSide& side, const KeySelection* only) {
  std::vector<std::string> out;
  REQUIRE(side.read(only,
                    [&](const DigestedRow& r) {
                      out.push_back(std::string(r.cells[0].text()) + "/" +
                                    std::string(r.cells[2].text()));
                      return Status();
                    })
              .ok());
  return out;
}

TEST_CASE("table side: the source side is the union of its roads") {
  const Route one = test::sample_road("shop_1", "one");
  const Route two = test::sample_road("shop_2", "two");
  Paper paper;
  paper.tables["shop_1.orders"] = {{"a", "1", "2024-01-01"}};
  paper.tables["shop_2.orders"] = {{"b", "1", "2024-01-01"},
                                   {"c", "2", "2024-01-01"}};
  Stop stop;
  const auto side = make_source_side(paper.pool, {&one, &two}, stop);
  CHECK(ids(*side, nullptr) ==
        std::vector<std::string>{"one/1", "two/1", "two/2"});
  CHECK(paper.opened == 1);  // one connection for both
}

TEST_CASE("table side: a selection lets only its own keys through") {
  const Route one = test::sample_road("shop_1", "one");
  const Route two = test::sample_road("shop_2", "two");
  Paper paper;
  // The reader ignores the asked-for keys, as one may.
  paper.tables["shop_1.orders"] = {{"a", "1", "x"}, {"a", "2", "x"}};
  Stop stop;
  const auto side = make_source_side(paper.pool, {&one, &two}, stop);
  KeySelection only;
  RowDigester digester;
  const std::vector<Cell> key{Cell::of("one"), Cell::of("2")};
  only.digests = {digester.row(key)};
  only.keys = {{"one", "2"}};
  CHECK(ids(*side, &only) == std::vector<std::string>{"one/2"});
  CHECK(paper.reads == 1);  // the second road cannot hold that key
}

TEST_CASE("table side: the target is read once, whatever the roads") {
  const Route one = test::sample_road("shop_1", "one");
  const Route two = test::sample_road("shop_2", "two");
  Paper paper;
  paper.tables["sales.orders"] = {{"one", "a", "1", "x"}};
  Stop stop;
  const auto side = make_target_side(paper.pool, {&one, &two}, stop);
  CHECK(ids(*side, nullptr) == std::vector<std::string>{"one/1"});
}

TEST_CASE("table side: a failure names the table and drops the session") {
  const Route one = test::sample_road("shop_1", "one");
  Paper paper;
  Stop stop;
  const auto side = make_source_side(paper.pool, {&one}, stop);
  const auto nothing = [](const DigestedRow&) { return Status(); };
  const Status status = side->read(nullptr, nothing);
  CHECK(status.message() == "eu.shop_1.orders: no table shop_1.orders");
  (void)side->read(nullptr, nothing);
  CHECK(paper.opened == 2);
}

TEST_CASE("table side: a stop ends the reading") {
  const Route one = test::sample_road("shop_1", "one");
  Paper paper;
  paper.tables["shop_1.orders"] = {{"a", "1", "x"}};
  Stop stop;
  stop.request(StopReason::kSignal);
  const auto side = make_source_side(paper.pool, {&one}, stop);
  CHECK_FALSE(
      side->read(nullptr, [](const DigestedRow&) { return Status(); }).ok());
}

}  // namespace
}  // namespace millrace
