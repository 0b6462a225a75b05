// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/renames.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace millrace::mysql {
namespace {

// Followed: d.a and d.b. "a>c b>a", or the problem.
std::string read(const std::string& sql, const Ghosts* ghosts = nullptr) {
  static const Table tables[] = {[] {
                                   Table a;
                                   a.name = {"d", "a"};
                                   a.columns.emplace_back().name = "id";
                                   return a;
                                 }(),
                                 [] {
                                   Table b;
                                   b.name = {"d", "b"};
                                   b.columns.emplace_back().name = "id";
                                   return b;
                                 }()};
  LogSource source;
  AlterContext context;
  context.text.sql = sql;
  context.database = "d";
  context.source = &source;
  Surroundings around;
  around.table = [](uint32_t i) -> const Table& { return tables[i]; };
  around.find = [](const QualifiedName& name) {
    for (int i = 0; i < 2; ++i) {
      if (tables[i].name == name) return i;
    }
    return -1;
  };
  around.ghosts = ghosts;
  const Interpretation meaning = interpret_renames(context, around);
  if (!meaning.problem.empty()) return "problem";
  std::string out;
  for (const TableAlteration& made : meaning.alterations) {
    append_to(out, tables[made.table].name.table, ">",
              made.after.name.schema == "d" ? "" : made.after.name.schema + ".",
              made.after.name.table, " ");
  }
  return out;
}

TEST_CASE("renames: who has which name in the end") {
  CHECK(read("RENAME TABLE a TO c") == "a>c ");
  CHECK(read("RENAME TABLE a TO c, c TO e.f") == "a>e.f ");
  CHECK(read("RENAME TABLE a TO t, b TO a, t TO b") == "b>a a>b ");
  CHECK(read("RENAME TABLE a TO c, c TO a") == "");
  CHECK(read("RENAME TABLE x TO y") == "");
  CHECK(read("RENAME TABLES IF EXISTS a WAIT 5 TO `c`") == "a>c ");
}

TEST_CASE("renames: a stranger in a table's place is no ghost") {
  CHECK(read("RENAME TABLE a TO a_old, a_new TO a") == "problem");
  CHECK(read("RENAME TABLE a TO _a_old, _b_new TO a") == "problem");
  CHECK(read("RENAME TABLE a TO _a_old, _a_new TO a") == "problem");
  CHECK(read("RENAME TABLE a TO") == "problem");
  CHECK(read("RENAME TABLE a TO c d") == "problem");
  Ghosts ghosts;
  LogSource source;
  AlterContext context;
  context.database = "d";
  context.source = &source;
  context.text.sql = "CREATE TABLE _a_gho LIKE a";
  Table a;
  a.name = {"d", "a"};
  a.columns.emplace_back().name = "id";
  ghosts.watch(context, [&](const QualifiedName& name) {
    return name == a.name ? &a : nullptr;
  });
  CHECK(read("RENAME TABLE a TO _a_del, _a_gho TO a", &ghosts) == "a>a ");
}

}  // namespace
}  // namespace millrace::mysql
