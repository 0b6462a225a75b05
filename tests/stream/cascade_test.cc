// SPDX-License-Identifier: Apache-2.0
#include "stream/cascade.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace millrace {
namespace {

// Tables of whole rows in memory, enough to carry cascade steps out.
class MemoryWriter : public ChangeWriter {
 public:
  std::vector<std::vector<std::string>> rows;  // of one child table
  int steps = 0;

  Status begin() override { return {}; }
  bool takes_lanes() const override { return false; }
  Status begin_lane() override { return Status::broken("no lanes here"); }
  Status commit_lane(const std::string&, std::span<const RoadId>,
                     const Position&) override {
    return Status::broken("no lanes here");
  }
  Result<ApplyOutcome> apply(std::span<const TableChanges>, bool) override {
    return ApplyOutcome{};
  }
  Status alter(const std::string&, const SchemaStep&,
               const StreamRecord&) override {
    return Status::broken("no step of the schema is expected");
  }
  Status commit(const std::string&, const StreamRecord&) override { return {}; }
  void rollback() override {}

  Result<std::vector<CascadeRow>> cascade(const CascadeStep& step) override {
    ++steps;
    std::vector<CascadeRow> touched;
    std::vector<std::vector<std::string>> kept;
    for (auto& row : rows) {
      bool hit = true;
      for (size_t i = 0; i < step.columns.size(); ++i) {
        hit &= row[step.columns[i]] == step.old_values[i].text();
      }
      if (hit && !step.remove) {
        for (size_t i = 0; i < step.columns.size(); ++i) {
          row[step.columns[i]] =
              step.new_values[i].is_null() ? "NULL" : step.new_values[i].text();
        }
      }
      if (hit) {
        CascadeRow back;
        for (const size_t at : step.returning) back.push_back(row[at]);
        touched.push_back(back);
      }
      if (!hit || !step.remove) kept.push_back(row);
    }
    rows = kept;
    return touched;
  }
};

Column integer(const std::string& name) {
  Column column;
  column.name = name;
  column.type.kind = TypeKind::kInteger;
  column.type.bits = 32;
  return column;
}

Route table(const std::string& name) {
  Route route;
  route.id = {"eu", {"shop", name}, {"shop", name}};
  route.source_table.name = {"shop", name};
  route.source_table.columns = {integer("id"), integer("parent")};
  route.source_key = {0};
  for (size_t i = 0; i < 2; ++i) {
    const Column& column = route.source_table.columns[i];
    route.columns.push_back({column.name, i, "", column.type, "integer"});
  }
  route.target_key = {0};
  return route;
}

Route child_of(const std::string& name, const std::string& parent,
               const std::string& on_delete, const std::string& on_update) {
  Route route = table(name);
  route.source_table.foreign_keys.push_back(
      {"fk", {"parent"}, {"shop", parent}, {"id"}, on_delete, on_update});
  return route;
}

struct Images {
  std::vector<Cell> before;
  std::vector<Cell> after;
};

RowChange change_of(Images& images, ChangeKind kind) {
  RowChange change;
  change.kind = kind;
  change.before = images.before;
  if (kind == ChangeKind::kUpdate) change.after = images.after;
  return change;
}

}  // namespace

TEST_CASE("cascade: children go with their parent") {
  const Route parent = table("p");
  const Route child = child_of("c", "p", "CASCADE", "RESTRICT");
  const CascadeMap map({&parent, &child});
  Images images{{Cell::of("1"), Cell::null()}, {}};
  const RowChange gone = change_of(images, ChangeKind::kDelete);
  REQUIRE(map.calls(gone));
  MemoryWriter writer;
  writer.rows = {{"10", "1"}, {"11", "2"}, {"12", "1"}};
  REQUIRE(run_cascades(map, gone, writer).ok());
  CHECK(writer.rows == std::vector<std::vector<std::string>>{{"11", "2"}});
}

TEST_CASE("cascade: a new key is followed, another column is not") {
  const Route parent = table("p");
  const Route child = child_of("c", "p", "RESTRICT", "CASCADE");
  const CascadeMap map({&parent, &child});
  Images other{{Cell::of("1"), Cell::of("5")}, {Cell::of("1"), Cell::of("6")}};
  CHECK_FALSE(map.calls(change_of(other, ChangeKind::kUpdate)));
  CHECK_FALSE(map.calls(change_of(other, ChangeKind::kDelete)));
  Images moved{{Cell::of("1"), Cell::of("5")}, {Cell::of("7"), Cell::of("5")}};
  const RowChange change = change_of(moved, ChangeKind::kUpdate);
  REQUIRE(map.calls(change));
  MemoryWriter writer;
  writer.rows = {{"10", "1"}, {"11", "2"}};
  REQUIRE(run_cascades(map, change, writer).ok());
  CHECK(writer.rows ==
        std::vector<std::vector<std::string>>{{"10", "7"}, {"11", "2"}});
}

TEST_CASE("cascade: SET NULL empties the foreign key") {
  const Route parent = table("p");
  const Route child = child_of("c", "p", "SET NULL", "SET NULL");
  const CascadeMap map({&parent, &child});
  Images images{{Cell::of("1"), Cell::null()}, {}};
  MemoryWriter writer;
  writer.rows = {{"10", "1"}};
  REQUIRE(
      run_cascades(map, change_of(images, ChangeKind::kDelete), writer).ok());
  CHECK(writer.rows == std::vector<std::vector<std::string>>{{"10", "NULL"}});
}

TEST_CASE("cascade: a tree that refers to itself goes branch by branch") {
  const Route tree = child_of("t", "t", "CASCADE", "RESTRICT");
  const CascadeMap map({&tree});
  Images images{{Cell::of("1"), Cell::null()}, {}};
  MemoryWriter writer;
  writer.rows = {{"2", "1"}, {"3", "2"}, {"4", "3"}, {"5", "9"}};
  REQUIRE(
      run_cascades(map, change_of(images, ChangeKind::kDelete), writer).ok());
  CHECK(writer.rows == std::vector<std::vector<std::string>>{{"5", "9"}});
}

TEST_CASE("cascade: a NULL key has no children") {
  const Route parent = table("p");
  const Route child = child_of("c", "p", "CASCADE", "CASCADE");
  const CascadeMap map({&parent, &child});
  Images images{{Cell::null(), Cell::null()}, {}};
  CHECK_FALSE(map.calls(change_of(images, ChangeKind::kDelete)));
}

TEST_CASE("cascade: rows of a shared target are not told apart") {
  const Route parent = table("p");
  const Route child = child_of("c", "p", "CASCADE", "CASCADE");
  Route other = table("d");
  other.id.to = child.id.to;
  const CascadeMap map({&parent, &child, &other});
  CHECK(map.of(0).empty());
}

}  // namespace millrace
