// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "postgres/writer_fixture.h"

namespace millrace {
namespace {

WriteColumn column(const std::string& name, TypeKind kind,
                   const std::string& native) {
  WriteColumn out;
  out.name = name;
  out.type.kind = kind;
  out.native = native;
  return out;
}

WriteShape children() {
  WriteShape shape;
  shape.table = {"s", "c\"hild"};
  shape.columns = {column("id", TypeKind::kInteger, "integer"),
                   column("p", TypeKind::kBinary, "bytea"),
                   column("n", TypeKind::kVarchar, "character varying(9)")};
  shape.key = {0};
  return shape;
}

struct Family : test::WriterFixture {
  WriteShape shape = children();
  std::unique_ptr<ChangeWriter> writer = changes();
  std::string key{"\x00\xff'", 3};

  Family() {
    run("CREATE TABLE s.\"c\"\"hild\" (id int PRIMARY KEY, p bytea, "
        "n varchar(9))");
    run("INSERT INTO s.\"c\"\"hild\" VALUES (1, '\\x00ff27', 'a'), "
        "(2, '\\x01', 'b'), (3, '\\x00ff27', 'O''x'), (4, NULL, 'd')");
  }
  CascadeStep step(bool remove) {
    CascadeStep out;
    out.shape = &shape;
    out.columns = {1};
    out.old_values = {Cell::of(key)};
    out.remove = remove;
    out.returning = {0, 1};
    return out;
  }
  std::string rows() {
    return value(
        "SELECT string_agg(concat_ws(':', id, coalesce(encode(p, 'hex'), "
        "'null'), n), ' ' ORDER BY id) FROM s.\"c\"\"hild\"");
  }
  std::vector<CascadeRow> carry_out(const CascadeStep& one) {
    done(writer->begin());
    auto touched = writer->cascade(one);
    INFO(touched.status().message());
    REQUIRE(touched.ok());
    StreamRecord progress;
    progress.source = "eu";
    done(writer->commit(plan, progress));
    return *touched;
  }
};

}  // namespace

TEST_CASE("cascade writer: the children of a key go, no others") {
  Family family;
  const auto touched = family.carry_out(family.step(true));
  CHECK(family.rows() == "2:01:b 4:null:d");
  REQUIRE(touched.size() == 2);
  CHECK(touched[0][1] == family.key);  // bytes come back as bytes
}

TEST_CASE("cascade writer: the children of a key take the new one") {
  Family family;
  CascadeStep step = family.step(false);
  const std::string fresh{"\x02", 1};
  step.new_values = {Cell::of(fresh)};
  const auto touched = family.carry_out(step);
  CHECK(family.rows() == "1:02:a 2:01:b 3:02:O'x 4:null:d");
  REQUIRE(touched.size() == 2);
  CHECK(touched[0][1] == fresh);
}

TEST_CASE("cascade writer: SET NULL empties the column") {
  Family family;
  CascadeStep step = family.step(false);
  step.new_values = {Cell::null()};
  family.carry_out(step);
  CHECK(family.rows() == "1:null:a 2:01:b 3:null:O'x 4:null:d");
}

TEST_CASE("cascade writer: what cannot be read back is not followed") {
  Family family;
  family.shape.columns[0].type.kind = TypeKind::kTimestamp;
  family.done(family.writer->begin());
  CHECK(family.writer->cascade(family.step(true)).status().kind() ==
        StatusKind::kRefused);
}

}  // namespace millrace
